import Testing

/// The arrows between the folders of a module, held by reading which folder's types the files of another one name.
@Suite struct FolderArrowTests {
  /// Each folder of the analysis stands on those before it.
  @Test func theAnalysisHasFloors() throws {
    let floors = [
      "Numerics", "Regression", "Features", "Patterns", "Sentences", "Owners", "Rules", "Findings",
    ]
    let arrows = try Self.arrows(in: "Sources/Analysis")
    #expect(Set(arrows.keys).isSubset(of: floors), "a new folder takes its place among the floors")
    for (folder, others) in arrows {
      let height = floors.firstIndex(of: folder) ?? 0
      for other in others {
        #expect(
          floors.firstIndex(of: other.folder) ?? 0 < height, "\(other.file) names \(other.type) of \(other.folder)")
      }
    }
    // That types are found at all.
    #expect(arrows["Findings"]?.contains { $0.type == "Rule" } == true)
  }

  /// Each folder of what records stands on those before it.
  @Test func theRecorderHasFloors() throws {
    let floors = ["Host", "Sampler", "Owners", "Journal", "Recording"]
    let arrows = try Self.arrows(in: "Sources/Capture")
    #expect(Set(arrows.keys).isSubset(of: floors), "a new folder takes its place among the floors")
    for (folder, others) in arrows {
      let height = floors.firstIndex(of: folder) ?? 0
      for other in others {
        #expect(
          floors.firstIndex(of: other.folder) ?? 0 < height, "\(other.file) names \(other.type) of \(other.folder)")
      }
    }
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
