import Analysis
import KernelMemory
import Testing

@testable import Report

/// What is said of one dump and of a few: the change, the rate between the ends, who took it, and when it is gone.
@Suite struct EndsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Seconds between two samples.
    let apart: Int64
    let columns: [String: [Int64]]
    let verdict: Verdict
    /// The headline begins with these words.
    let first: String
    /// The headline has these words.
    let words: [String]
    /// It has none of these.
    var unsaid: [String] = []
  }

  static let cases = [
    Case(
      testDescription: "two points a day apart, gone in hours", apart: 79_380,
      columns: [
        "MemTotal": [61_865_984, 61_865_984], "MemAvailable": [57_200_000, 17_100_000],
        "Slab": [1_012_000, 40_980_176],
        "SReclaimable": [610_000, 610_000], "SUnreclaim": [402_000, 40_370_176],
      ], verdict: .problem, first: "Slab went from 988 MiB to 39.1 GiB, +38.1 GiB",
      words: ["1.73 GiB/h between the ends: two points, no pattern", "100 % of the 38.2 GiB", "gone in 9 to 10 hours"],
      unsaid: ["Record at least"]),
    Case(
      testDescription: "five points, of which one counter of the kernel tells little", apart: 5175,
      columns: [
        "MemAvailable": [90_720, 79_520, 72_940, 76_480, 71_440],
        "SUnreclaim": [16_244, 16_296, 16_572, 17_176, 17_368],
      ], verdict: .problem, first: "MemAvailable went from 88.6 MiB to 69.8 MiB",
      words: [
        "five points, no pattern", "Of the 18.8 MiB that it lost SUnreclaim took 5.8 %.", "gone in 21 to 22 hours",
      ]),
    Case(
      testDescription: "two seconds", apart: 2, columns: ["SUnreclaim": [1_560_972, 2_096_020]], verdict: .unknown,
      first: "SUnreclaim went from 1.49 GiB to 2.00 GiB, +523 MiB", words: ["Two points, no pattern"],
      unsaid: ["/h", "/min"]),
    Case(
      testDescription: "half a minute", apart: 15, columns: ["Slab": [100_000, 100_400, 101_000]], verdict: .unknown,
      first: "Slab went from 97.7 MiB to 98.6 MiB", words: ["That is 1.95 MiB/min between the ends: three points"],
      unsaid: ["/h"]),
    Case(
      testDescription: "nothing moved", apart: 600,
      columns: ["Slab": [100_000, 100_000], "MemAvailable": [500_000, 500_000]],
      verdict: .unknown, first: "There are 488 MiB available", words: [], unsaid: ["gone", "between the ends"]),
    Case(
      testDescription: "free memory alone", apart: 685, columns: ["MemFree": [3_465_688, 3_461_032]], verdict: .unknown,
      first: "MemFree went from 3.305 GiB to 3.301 GiB, -4.55 MiB",
      words: ["-23.9 MiB/h between the ends: two points, no pattern"]),
    Case(
      testDescription: "a program starts", apart: 60,
      columns: [
        "MemTotal": [8_000_000, 8_000_000], "MemAvailable": [6_000_000, 5_500_000],
        "AnonPages": [1_000_000, 1_500_000],
        "SUnreclaim": [100_000, 100_400],
      ], verdict: .watch, first: "MemAvailable went from", words: ["processes took 100 %"], unsaid: ["Record at least"]),
    Case(
      testDescription: "one dump, and what no counter names", apart: 60,
      columns: [
        "MemTotal": [8_000_000], "MemFree": [1_000_000], "MemAvailable": [2_000_000], "Buffers": [0],
        "Cached": [1_000_000],
        "AnonPages": [2_000_000], "Slab": [400_000], "SUnreclaim": [200_000], "PageTables": [50_000],
      ], verdict: .unknown, first: "Of 7.63 GiB of RAM there are 3.39 GiB (44 %) in no counter",
      words: ["1.91 GiB (25 %) in anonymous memory of processes", "195 MiB (2.5 %) in slab that cannot be given back"]),
  ]

  private static func session(_ given: Case) -> Session {
    let count = given.columns.values.map(\.count).max() ?? 0
    let header = SessionHeader(recorder: "kmem test", start: 0, interval: 1000)
    return Session(
      header: header, parts: [SessionPart(header: header, samples: 0..<count)],
      times: (0..<count).map { Int64($0) * given.apart * 1000 },
      columns: given.columns.sorted { $0.key < $1.key }.map { Column(name: $0.key, values: $0.value) })
  }

  @Test(arguments: cases)
  func fewSamplesHaveAnAnswer(_ given: Case) {
    let findings = Findings(analysing: Self.session(given))
    #expect(findings.verdict == given.verdict)
    let headline = Content(findings).headline
    #expect(headline.hasPrefix(given.first), "\(headline)")
    for words in given.words { #expect(headline.contains(words), "\(words): \(headline)") }
    for words in given.unsaid { #expect(!headline.contains(words), "\(words): \(headline)") }
  }
}
