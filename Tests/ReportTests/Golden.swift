import Foundation
import Testing

/// Expected outputs under `Fixtures/Goldens/`: one that is missing or differs fails.
///
/// With `KMEM_REWRITE_GOLDENS=1` in the environment they are written anew, for a look at `git diff`.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/Goldens")

  /// Compares a text with the golden of that name.
  static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["KMEM_REWRITE_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let golden = try? String(contentsOf: file, encoding: .utf8)
    guard let golden else {
      Issue.record("Fixtures/Goldens/\(name) is missing", sourceLocation: sourceLocation)
      return
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, (line, wanted)) in zip(lines, expected).enumerated() where line != wanted {
      #expect(line == wanted, "\(name):\(number + 1)", sourceLocation: sourceLocation)
      return
    }
    #expect(lines.count == expected.count, "\(name)", sourceLocation: sourceLocation)
  }
}
