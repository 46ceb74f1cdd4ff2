import Testing

@Suite struct SizeTests {
  @Test func sourceFilesShowOneIdea() throws {
    for (folder, limit) in [("Sources", 250), ("Tests", 330)] {
      for file in Tree.files(folder, endings: [".swift"]) {
        let lines = try Tree.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(lines <= limit, "\(file) has \(lines) lines")
      }
    }
  }

  /// A folder names an idea; one with more files than a reader takes in at a glance has become two.
  @Test func foldersShowOneIdea() throws {
    let folders = Tree.files("Sources", endings: [".swift"]).map {
      $0.split(separator: "/").dropLast().joined(separator: "/")
    }
    let counts = Dictionary(grouping: folders) { $0 }.mapValues(\.count)
    #expect(counts.count > 30)
    for (folder, count) in counts { #expect(count <= 25, "\(folder) has \(count) files") }
  }

  /// The compiler's time for an embedded file grows much faster than its size; for all together it grows with the sum.
  @Test func templatesStaySmall() throws {
    let files = Tree.files("Templates", endings: [".xhtml", ".css", ".js", ".rng"])
    let sizes = try files.map { try Tree.size($0) }
    #expect(files.count >= 11)
    for (file, size) in zip(files, sizes) { #expect(size < 20 << 10, "\(file) has \(size) bytes") }
    #expect(sizes.reduce(0, +) < 100 << 10)
  }

  @Test func aFileIsNamedAfterItsFirstType() throws {
    for file in Tree.files("Sources", endings: [".swift"]) where !file.contains("+") {
      let name = file.split(separator: "/").last?.dropLast(".swift".count) ?? ""
      #expect(try Tree.text(file).contains(String(name)), "\(file) does not speak of \(name)")
    }
  }

  @Test func theVersionStandsInTheChangelog() throws {
    let version = try Tree.text("Sources/kmem/Version.swift").split(separator: "\"").dropFirst().first ?? "?"
    #expect(
      try Tree.text("CHANGELOG.md").contains("\n## \(version) - 20"), "CHANGELOG.md has no dated section \(version)")
  }
}
