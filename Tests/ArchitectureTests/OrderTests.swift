import Foundation
import Glibc
import Testing

/// The list for the linker, `Sources/kmem/libraries.order`, is of functions that there are.
@Suite struct OrderTests {
  /// What a command prints, in lines.
  private static func lines(_ command: String) throws -> Set<Substring> {
    // Foundation's Process leaves a weak reference behind, which LeakSanitizer sees or not as its threads fall out.
    guard let stream = unsafe popen(command, "r") else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    defer { unsafe pclose(stream) }
    var data: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = unsafe fread(&chunk, 1, chunk.count, stream), count > 0 { data += chunk[..<count] }
    return Set(String(decoding: data, as: UTF8.self).split(separator: "\n"))
  }

  @Test func theListNamesNoneOfOurOwnFunctions() throws {
    let names = try Tree.text("Sources/kmem/libraries.order").split(separator: "\n")
    #expect(names.count >= 200)
    #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    let folders = try FileManager.default.contentsOfDirectory(atPath: Tree.root.appending(path: "Sources").path)
    #expect(folders.contains("Report"))
    for folder in folders + ["ReportTemplates"] {
      // Swift's names begin a module's with its length.
      let mark = "$s\(folder.utf8.count)\(folder)"
      #expect(!names.contains { $0.hasPrefix(mark) }, "the order of \(folder) changes with every edit")
    }
  }

  /// With another toolchain some names go; where more than a few are gone, `Tests/Benchmarks/order` makes the list anew.
  @Test func theListIsFresh() throws {
    let there = try Self.lines(
      """
      bin=$(dirname "$(readlink -f "$(command -v swift)")")
      for library in "$bin"/../lib/swift_static/linux/*.a; do nm --defined-only "$library" 2>/dev/null; done | awk '{ print $3 }'
      """)
    try #require(there.contains("swift_retain"), "Swift's static libraries were not found beside the compiler")
    let names = try Tree.text("Sources/kmem/libraries.order").split(separator: "\n").filter {
      !$0.contains("14ArgumentParser")
    }
    let gone = names.filter { !there.contains($0) }
    #expect(gone.count * 20 <= names.count, "\(gone.count) of \(names.count) are gone, \(gone.first ?? "")")
  }
}
