import Analysis
import KernelMemory
import TestSupport
import Testing

/// Growth that the rising half of a day would show as well is watched; what outlasts or outruns a day is a problem.
struct DayRhythmTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let hours: Int
    let verdict: Verdict
    let reason: Reason
    var processes: @Sendable (Double) -> Double = { _ in 0 }
    /// SUnreclaim above 400,000 kB by the hour, kB.
    let rise: @Sendable (Double) -> Double
  }

  static let cases = [
    Case(testDescription: "a morning", hours: 8, verdict: .watch, reason: .dayRhythm) { 6_000 * $0 },
    Case(testDescription: "a day that rises", hours: 24, verdict: .watch, reason: .dayRhythm) { 3_000 * $0 },
    Case(testDescription: "two days that rise", hours: 48, verdict: .problem, reason: .leak) { 3_000 * $0 },
    Case(testDescription: "faster than any day", hours: 8, verdict: .problem, reason: .leak) { 60_000 * $0 },
    Case(
      testDescription: "against the fall of processes", hours: 8, verdict: .problem, reason: .leak,
      processes: { -100_000 * $0 }
    ) { 6_000 * $0 },
  ]

  @Test(arguments: cases) func weighs(_ given: Case) throws {
    var noise = SeededNoise(seed: 11)
    let count = given.hours * 30
    let times = (0..<count).map { Int64($0) * 120_000 }
    let columns: [(String, (Double) -> Double)] = [
      ("MemTotal", { _ in 33_554_432 }), ("MemAvailable", { _ in 4_194_304 }),
      ("AnonPages", { 4_000_000 + given.processes($0) }), ("SUnreclaim", { 400_000 + given.rise($0) }),
    ]
    let header = SessionHeader(recorder: "kmem test", start: 0, interval: 120_000)
    let session = Session(
      header: header, parts: [SessionPart(header: header, samples: 0..<count)], times: times,
      columns: columns.map { name, value in
        let deviation = name == "SUnreclaim" ? 400.0 : 0
        return Column(
          name: name, values: times.map { 4 * Int64((value(Double($0) / 3_600_000) + deviation * noise.normal()) / 4) })
      })
    let finding = try #require(Findings(analysing: session)[.sUnreclaim])
    #expect(finding.shape.isLeak)
    #expect(finding.verdict == given.verdict)
    #expect(finding.judgements.contains { $0.reason == given.reason })
  }
}
