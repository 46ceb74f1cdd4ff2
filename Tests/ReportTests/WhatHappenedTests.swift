import Analysis
import KernelMemory
import TestSupport
import Testing

@testable import Report

/// The first sentence on growth that ended, as words.
struct WhatHappenedTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let words: [String]
    let shape: @Sendable (Double) -> Double
  }

  /// Rises by 20,000 kB in the ten minutes of the record, which begins at 22:13:20 UTC.
  static let cases = [
    Case(
      testDescription: "given back at once",
      words: [
        "Slab grew by 1.9", " MiB/min (95 % ±0.", "from the start to 22:20:1", "+13.", " MiB in all",
        "gave it back: at the end it is 195 MiB.",
      ]
    ) { $0 < 0.7 ? 20_000 * $0 : 0 },
    Case(
      testDescription: "set in, given back",
      words: ["Slab grew by 1.9", "from 22:16:", " to 22:21:1", "gave it back: at the end it is 195 MiB."]
    ) { $0 < 0.3 || $0 > 0.8 ? 0 : 20_000 * ($0 - 0.3) },
    Case(
      testDescription: "kept",
      words: ["Slab grew by 1.9", "from 22:15:", "did not go on growing; at the end it is 205 MiB."]
    ) { 20_000 * min(max(0, $0 - 0.2), 0.5) },
  ]

  private static func session(_ series: Series) -> Session {
    let header = SessionHeader(recorder: "kmem test", start: series.times[0], interval: 1000)
    return Session(
      header: header, parts: [SessionPart(header: header, samples: 0..<series.count)], times: series.times,
      columns: [Column(name: "Slab", values: series.values)])
  }

  @Test(arguments: cases)
  func growthThatEnded(_ given: Case) throws {
    let findings = Findings(
      analysing: Self.session(SeededNoise.series(600, seed: 3, noise: 40, given.shape)))
    let finding = try #require(findings[.slab])
    #expect(finding.shape.pattern == .growthStopped)
    #expect(!finding.shape.isLeak)
    let first = try #require(Content(findings).sentences(.slab).first)
    for words in given.words { #expect(first.contains(words), "\(first)") }
  }

  @Test func aBentGrowthHasBothPaces() throws {
    let findings = Findings(analysing: Self.session(SeededNoise.series(400, seed: 4) { 6000 * $0 * $0 }))
    let sentence = try #require(Content(findings).sentences(.slab).first)
    #expect(sentence.contains(" It speeds up: "), "\(sentence)")
    #expect(sentence.hasSuffix(" MiB/min in the second."), "\(sentence)")
  }
}
