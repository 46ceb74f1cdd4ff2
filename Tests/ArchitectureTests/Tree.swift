import Foundation

/// The files of the repository, found from this file's own place.
enum Tree {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The files below a folder with one of the endings, as paths from the root, sorted.
  ///
  /// Folders whose names begin with a point are left out: builds are in them.
  static func files(_ folder: String, endings: [String]) -> [String] {
    let walk = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
    var found: [String] = []
    while let name = walk?.nextObject() as? String {
      if name.hasPrefix(".") || name.contains("/.") { walk?.skipDescendants() } else { found.append(name) }
    }
    return found.filter { name in endings.contains { name.hasSuffix($0) } }.map { folder + "/" + $0 }.sorted()
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  static func size(_ path: String) throws -> Int { try Data(contentsOf: root.appendingPathComponent(path)).count }
}
