import Testing

/// The arrows between the folders of a module, held by reading which folder's types the files of another one name.
@Suite struct FolderArrowTests {
  /// The floors of a module from the bottom up; folders on one floor stand side by side.
  private static let floors: [(module: String, floors: [[String]])] = [
    ("Analysis", [["Numerics"], ["Regression"], ["Features"], ["Patterns"], ["Owners"], ["Rules"], ["Findings"]]),
    ("Comparison", [["Summary", "Statistics"], ["Judgement"]]),
    ("Capture", [["Host"], ["Sampler"], ["Owners"], ["Journal"], ["Recording"]]),
    ("SessionFile", [["Format"], ["Writing"], ["Reading"], ["Thinning"], ["Export"]]),
    (
      "Report",
      [
        ["Words"], ["Content/Supply"], ["Templates", "Content"], ["Charts", "FirstScreen"],
        ["HTML", "Markdown", "Text", "JSON"], ["Check"],
      ]
    ),
  ]

  /// Each folder stands on those below it, and does not know its neighbours.
  @Test(arguments: floors.map(\.module)) func standOnThoseBelow(module: String) throws {
    let floors = try #require(Self.floors.first { $0.module == module }).floors
    func height(_ folder: String) -> Int { floors.firstIndex { $0.contains(folder) } ?? 0 }
    let arrows = try Self.arrows(in: "Sources/" + module)
    #expect(Set(arrows.keys).isSubset(of: floors.joined()), "a new folder takes its place among the floors")
    for (folder, others) in arrows {
      for other in others {
        #expect(height(other.folder) < height(folder), "\(other.file) names \(other.type) of \(other.folder)")
      }
    }
    // That types are found at all.
    #expect(floors.last?.contains { arrows[$0]?.isEmpty == false } == true)
  }

  /// In no module do folders stand on each other in a circle.
  @Test(arguments: ["KernelMemory", "SessionFile", "Capture", "Import", "Analysis", "Comparison", "Markup", "Report"])
  func noCircle(module: String) throws {
    var arrows = try Self.arrows(in: "Sources/" + module).mapValues { Set($0.map(\.folder)) }
    #expect(!arrows.isEmpty)
    // What stands on nothing that is left is taken away, until only circles are left.
    while let leaf = arrows.keys.sorted().first(where: { arrows[$0]?.isDisjoint(with: arrows.keys) == true }) {
      arrows[leaf] = nil
    }
    #expect(arrows.isEmpty, "\(module) has circles among \(arrows.keys.sorted())")
  }

  /// The regression is arithmetic: nothing in it speaks of what is measured.
  @Test func theRegressionKnowsNoKernel() throws {
    let words = ["kernel ", "kB", "KiB", "Dimension", "Session", "meminfo", "Slab"]
    for folder in ["Numerics", "Regression"] {
      for file in Tree.files("Sources/Analysis/" + folder, endings: [".swift"]) {
        let text = try Tree.text(file)
        for word in words { #expect(!text.contains(word), "\(file) says \(word)") }
      }
    }
  }

  /// A type that a file names and the folder that declares it.
  private struct Name: Hashable {
    var file: String
    var type: String
    var folder: String
  }

  /// By folder, the types of others that its files name outside of comments.
  private static func arrows(in module: String) throws -> [String: Set<Name>] {
    let files = Tree.files(module, endings: [".swift"])
    var homes: [String: String] = [:]
    var words: [(file: String, folder: String, words: [Substring])] = []
    for file in files {
      let folder = file.dropFirst(module.count + 1).split(separator: "/").dropLast().joined(separator: "/")
      let code = try Tree.text(file).split(separator: "\n").map { line in
        line.drop { $0 == " " }.hasPrefix("//") ? "" : line
      }.joined(separator: "\n")
      for line in code.split(separator: "\n") {
        // Types at the outermost level only: a nested one is named through its parent.
        guard line.first != " " else { continue }
        let parts = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        guard let kind = parts.firstIndex(where: { ["struct", "enum", "class", "protocol", "actor"].contains($0) }),
          kind + 1 < parts.count
        else { continue }
        homes[String(parts[kind + 1])] = folder
      }
      words.append((file, folder, code.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }))
    }
    var arrows: [String: Set<Name>] = [:]
    for (file, folder, words) in words {
      arrows[folder, default: []].formUnion(
        words.compactMap { word in
          // A member of the same name is none: `x.Step`.
          guard word.first != ".", let type = word.split(separator: ".").first.map(String.init), let home = homes[type],
            home != folder
          else { return nil }
          return Name(file: file, type: type, folder: home)
        })
    }
    return arrows
  }
}
