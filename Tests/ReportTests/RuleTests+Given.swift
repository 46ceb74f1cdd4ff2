import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@testable import Analysis
@testable import Report

extension RuleTests {
  /// What a rule looks at: counters by their values at even distances, and what the analysis said of them.
  struct Given: Sendable, CustomTestStringConvertible {
    var columns: [String: [Int64]] = [:]
    var leaks: [Dimension] = []
    var falls: [Dimension] = []
    var patterns: [Dimension: Pattern] = [:]
    var host = HostFacts(machine: "x86_64", possibleCPUs: 4, onlineCPUs: 4)

    /// The counters that are given, for the name of a test.
    var testDescription: String { columns.keys.sorted().joined(separator: " ") }

    /// A host of 16 GiB with half of it available; samples a minute apart.
    var evidence: Evidence { get throws { try Given.evidence(read(), self) } }

    /// The words for a judgement.
    func sentence(_ judgement: Judgement) throws -> String {
      let evidence = try evidence
      let finding = Finding(
        dimension: judgement.dimension, series: evidence.series[judgement.dimension],
        statistics: evidence.statistics[judgement.dimension],
        shape: evidence.shapes[judgement.dimension] ?? Shape(pattern: .absent), verdict: judgement.verdict)
      return JudgementSentence(judgement: judgement, finding: finding, session: evidence.session).text
    }

    private func read() throws -> Session {
      let count = 121
      let standard: [String: [Int64]] = ["MemTotal": [16_777_216], "MemAvailable": [8_388_608]]
      let all = standard.merging(columns) { $1 }.sorted { $0.key < $1.key }
      let times = (0..<count).map { Int64($0) * 60_000 }
      let header = SessionHeader(recorder: "kmem test", start: 0, interval: 60_000, host: host)
      let made = Session(
        header: header, parts: [SessionPart(header: header, samples: 0..<count)], times: times,
        columns: all.map { name, points in
          Column(name: name, values: times.indices.map { points[min(points.count - 1, $0 * points.count / count)] })
        })
      var sink = MemorySink()
      try SessionText.write(made, counts: ["Tasks", "HugePages_Total"], to: &sink)
      return try Session(reading: [.bytes(sink.bytes, name: "made")], columns: .report)
    }

    private static func evidence(_ session: Session, _ given: Given) -> Evidence {
      var series: [Dimension: Series] = [:]
      var shapes: [Dimension: Shape] = [:]
      var statistics: [Dimension: Statistics] = [:]
      for dimension in Dimension.allCases {
        guard let values = session.series(dimension), let numbers = Statistics(values.values) else { continue }
        let pattern: Pattern = given.leaks.contains(dimension) ? .growth : given.patterns[dimension] ?? .steady
        var shape = Shape(pattern: pattern, isLeak: given.leaks.contains(dimension))
        if pattern == .growth || given.falls.contains(dimension) {
          let slope = Double(numbers.change) / 2
          shape.trend = Trend(
            slope: slope, low: slope - 0.1 * abs(slope), high: slope + 0.1 * abs(slope), first: 0,
            last: values.count - 1,
            level: Double(numbers.first))
        }
        (series[dimension], shapes[dimension], statistics[dimension]) = (values, shape, numbers)
      }
      return Evidence(session: session, series: series, shapes: shapes, statistics: statistics)
    }
  }
}
