import Testing

/// The arrows between the modules, held by reading the import lines: the compiler lets transitive imports slip.
@Suite struct ImportTests {
  private static let allowed: [(module: String, folder: String, imports: Set<String>)] = [
    ("KernelMemory", "Sources/KernelMemory", []),
    ("Storage", "Sources/Storage", ["CZlib", "CLzma", "FoundationEssentials", "Glibc"]),
    ("SessionFile", "Sources/SessionFile", ["KernelMemory", "Storage", "FoundationEssentials"]),
    ("Capture", "Sources/Capture", ["KernelMemory", "Storage", "SessionFile", "CBPF", "Glibc"]),
    ("Import", "Sources/Import", ["KernelMemory", "Storage", "SessionFile", "FoundationEssentials", "Glibc"]),
    ("Analysis", "Sources/Analysis", ["KernelMemory"]),
    ("Comparison", "Sources/Comparison", ["KernelMemory", "Analysis"]),
    ("Markup", "Sources/Markup", ["CLibXML2"]),
    ("ReportTemplates", "Templates", []),
    ("Report", "Sources/Report", ["KernelMemory", "Analysis", "Comparison", "Markup", "ReportTemplates"]),
    (
      "kmem", "Sources/kmem",
      [
        "KernelMemory", "Storage", "SessionFile", "Capture", "Import", "Analysis", "Comparison", "Report", "Markup",
        "ArgumentParser", "Glibc",
      ]
    ),
  ]

  @Test(arguments: allowed.map(\.module)) func importsOnlyWhatItMay(module: String) throws {
    guard let rule = Self.allowed.first(where: { $0.module == module }) else { return }
    let files = Tree.files(rule.folder, endings: [".swift"])
    #expect(!files.isEmpty)
    for file in files {
      for line in try Tree.text(file).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 2, words.count > place + 1, !line.hasPrefix("//")
        else { continue }
        let name = String(words[place + 1])
        #expect(rule.imports.contains(name), "\(file) imports \(name)")
      }
    }
  }

  @Test func everyModuleIsListed() throws {
    let package = try Tree.text("Package.swift")
    for rule in Self.allowed { #expect(package.contains("name: \"\(rule.module)\"")) }
  }
}
