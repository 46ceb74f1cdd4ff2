import Analysis
import KernelMemory
import Storage
import TestSupport
import Testing

@testable import kmem

@Suite struct SideBySideTests {
  private struct Failure: Error, Equatable {
    let number: Int
  }

  @Test func bothGiveWhatTheyCameTo() throws {
    for number in 0..<200 {
      let (first, second) = try SideBySide.run({ (0...number).reduce(0, +) }) { [number] }
      #expect(first == number * (number + 1) / 2)
      #expect(second == [number])
    }
  }

  @Test func errorsOfEitherComeThrough() {
    #expect(throws: Failure(number: 1)) { try SideBySide.run({ throw Failure(number: 1) }) { 2 } }
    #expect(throws: Failure(number: 2)) { try SideBySide.run({ 1 }) { throw Failure(number: 2) } }
    #expect(throws: Failure(number: 1)) {
      try SideBySide.run({ throw Failure(number: 1) }) { throw Failure(number: 2) }
    }
  }

  /// What a report does at once with one session, under ThreadSanitizer too.
  @Test func aSessionIsJudgedWhileItIsCompressed() throws {
    let folder = try TemporaryFolder()
    let header =
      #"{"kmem":"session","version":1,"recorder":"x","start":0,"interval_ms":1000,"columns":["time","Slab","Percpu"]}"#
    let lines = (0..<3000).map { "[\($0 * 1000),\(50_000 + 40 * $0 + $0 * $0 % 97),\(900 + $0 / 1500 * 4000)]" }
    try folder.write(([header] + lines).joined(separator: "\n") + "\n", to: "s.jsonl")
    let source = try ReportSource(
      [.file(folder.path + "/s.jsonl")], wantsData: true, isWhole: true)
    let session = source.session
    let (embedded, findings) = try SideBySide.run({ try source.embedded(session, limit: 4000) }) {
      Findings(analysing: session)
    }
    #expect(try embedded == source.embedded(session, limit: 4000))
    #expect(findings.dimensions.map(\.shape) == Findings(analysing: session).dimensions.map(\.shape))
  }
}
