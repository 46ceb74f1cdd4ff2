import KernelMemory
import TestSupport
import Testing

@testable import Analysis

/// Growth and falls whose way is not smooth, beside what only looks like them; few samples, any seed.
struct SustainedTrendTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let count: Int
    /// Seconds between samples.
    var interval: Int64 = 3600
    let expected: Pattern
    /// kB by sample number; the noise has a deviation of 20 kB.
    let shape: @Sendable (Int) -> Double
  }

  static let cases = [
    Case(testDescription: "a pause in every sixth sample", count: 24, expected: .growth) {
      1000 * Double($0 - $0 / 6)
    },
    Case(testDescription: "dips of half a step", count: 32, expected: .growth) {
      1000 * Double($0) - ($0 % 8 < 2 ? 500 : 0)
    },
    Case(testDescription: "dips that turn it round", count: 39, expected: .growth) {
      1000 * Double($0) - ($0 % 10 < 4 ? 4000 : 0)
    },
    Case(testDescription: "every evening", count: 120, expected: .growth) { 6000 * hours($0, 18..<23, 0..<7) },
    Case(testDescription: "office hours from Wednesday", count: 216, expected: .growth) {
      6000 * hours($0, 8..<18, 0..<5)
    },
    Case(testDescription: "weekdays", count: 28, interval: 86_400, expected: .growth) {
      6000 * Double($0 / 7 * 5 + min(5, $0 % 7))
    },
    Case(testDescription: "a straight fall", count: 60, expected: .decline) { -1500 * Double($0) },
    Case(testDescription: "a fall with a ripple", count: 36, expected: .decline) {
      -1500 * Double($0) + ($0 % 6 < 3 ? 900 : 0)
    },
    Case(testDescription: "stairs down", count: 64, expected: .decline) { -9000 * Double($0 / 8) },
    Case(testDescription: "a square wave", count: 54, expected: .cyclic) { $0 % 8 < 4 ? 0 : 40_000 },
    Case(testDescription: "weeks that come back", count: 42, interval: 86_400, expected: .cyclic) {
      $0 % 7 < 5 ? 40_000 : 0
    },
    Case(testDescription: "growth that ended", count: 60, expected: .growthStopped) {
      1500 * Double(min(24, max(0, $0 - 12)))
    },
    Case(testDescription: "growth that was given back slowly", count: 60, expected: .growthStopped) {
      $0 < 36 ? 1500 * Double($0) : 1500 * (36 - 0.8 * 36 * Double($0 - 36) / 24)
    },
    Case(testDescription: "a cache that fills", count: 60, expected: .warmUp) { 1500 * Double(min(15, $0)) },
    Case(testDescription: "one step down", count: 60, expected: .stepDown) { $0 < 40 ? 0 : -30_000 },
  ]

  /// How many of the hours before a number of hours lie in some hours of some days, Wednesday's midnight first.
  private static func hours(_ count: Int, _ hours: Range<Int>, _ days: Range<Int>) -> Double {
    Double((0..<count).count { hours.contains($0 % 24) && days.contains(($0 / 24 + 2) % 7) })
  }

  private static func series(_ given: Case, seed: UInt64, _ dimension: Dimension = .slab) -> Series {
    var noise = SeededNoise(seed: seed)
    // 2025-11-26, a Wednesday.
    return Series(
      dimension: dimension, times: (0..<given.count).map { 1_764_115_200_000 + Int64($0) * given.interval * 1000 },
      values: (0..<given.count).map { 4 * Int64((400_000 + given.shape($0) + 20 * noise.normal()) / 4) })
  }

  @Test(arguments: cases, 1...4 as ClosedRange<UInt64>)
  func names(_ given: Case, seed: UInt64) {
    let shape = analyse(SustainedTrendTests.series(given, seed: seed))
    #expect(shape.pattern == given.expected)
    #expect(shape.isLeak == (given.expected == .growth))
  }

  /// A mean pace lies inside its interval, and a mirrored series falls as fast as the other grows.
  @Test(arguments: cases.filter { $0.expected == .growth })
  func thePaceIsTheMean(_ given: Case) throws {
    let up = try #require(analyse(SustainedTrendTests.series(given, seed: 5)).trend)
    let hours = Double(given.count - 1) * Double(given.interval) / 3600
    let pace = (given.shape(given.count - 1) - given.shape(0)) / hours
    #expect(abs(up.slope - pace) < 0.3 * pace)
    #expect(up.low < up.slope && up.slope < up.high)
    let mirrored = Case(
      testDescription: "", count: given.count, interval: given.interval, expected: .decline,
      shape: { -given.shape($0) })
    let down = analyse(SustainedTrendTests.series(mirrored, seed: 5))
    #expect(down.pattern == .decline)
    #expect(!down.isLeak)
    #expect(try abs(#require(down.trend).slope + up.slope) < 0.05 * pace)
  }

  /// Walks without drift end anywhere: the test of drift takes one in five hundred for growth, and one for a fall.
  @Test func walksHaveNoDrift() {
    let drifting = (0..<300).count { seed in
      var noise = SeededNoise(seed: UInt64(5000 + seed))
      var value = 400_000.0
      let values = (0..<60).map { _ in
        value += 300 * noise.normal()
        return 4 * Int64(value / 4)
      }
      let series = Series(dimension: .slab, times: values.indices.map { Int64($0) * 60_000 }, values: values)
      let stretch = Stretch(series, 0..<60)
      return SustainedTrend(Bins(stretch, without: [], atMost: 60), of: stretch) != nil
    }
    #expect(drifting <= 3)
  }

  @Test func supplyThatDeclinesIsWatched() throws {
    let given = Case(testDescription: "", count: 48, interval: 43_200, expected: .decline) { -5000 * Double($0) }
    let series = SustainedTrendTests.series(given, seed: 1, .memAvailable)
    let header = SessionHeader(recorder: "kmem test", start: series.times[0])
    let session = Session(
      header: header, parts: [SessionPart(header: header, samples: 0..<48)], times: series.times,
      columns: [Column(name: "MemAvailable", values: series.values)])
    let finding = try #require(Findings(analysing: session)[.memAvailable])
    #expect(finding.shape.pattern == .decline)
    #expect(finding.verdict == .watch)
    let judgement = try #require(finding.judgements.first { $0.reason == .supplyDeclines })
    #expect(try abs(#require(judgement.measured) - 0.5875) < 0.001)
    #expect(abs(judgement[.soonest] / 24 - 16.5) < 0.5)
  }
}
