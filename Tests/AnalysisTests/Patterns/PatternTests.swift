import Analysis
import KernelMemory
import TestSupport
import Testing

struct PatternTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let expected: Pattern
    let kinds: [Event.Kind]
    let shape: @Sendable (Double) -> Double

    init(
      _ name: String, _ expected: Pattern, _ kinds: [Event.Kind] = [], _ shape: @escaping @Sendable (Double) -> Double
    ) {
      testDescription = name
      self.expected = expected
      self.kinds = kinds
      self.shape = shape
    }
  }

  static let cases = [
    Case("noise alone", .steady) { _ in 0 },
    Case("a leak from the start", .growth) { 4000 * $0 },
    Case("a leak that sets in", .growth) { 4000 * max(0, $0 - 0.4) },
    Case("an accelerating leak", .growth) { 6000 * $0 * $0 * $0 },
    Case("a leak with a step in it", .growth, [.stepDown]) { 6000 * $0 - ($0 < 0.6 ? 0 : 3000) },
    Case("a leak under a wave", .growth) { 6000 * $0 + wave($0 * 6) * 900 },
    Case("a ramp that ended", .growthStopped) { 5000 * min(max($0 - 0.3, 0), 0.3) },
    Case("a leak that was released", .growthStopped, [.stepDown]) { $0 < 0.7 ? 5000 * $0 : 0 },
    Case("two teeth and released", .growthStopped, [.stepDown, .stepDown]) {
      $0 > 0.8 ? 0 : 8000 * ($0 < 0.4 ? $0 : $0 - 0.4)
    },
    Case("two teeth that climb", .growth) { 8000 * ($0 * 2.6 - ($0 * 2.6).rounded(.down)) + 12_000 * $0 },
    Case("two teeth", .cyclic) { 8000 * ($0 * 2.6 - ($0 * 2.6).rounded(.down)) },
    Case("a cache that fills", .warmUp) { 3000 * min($0, 0.3) },
    Case("a shift up", .stepUp, [.stepUp]) { $0 < 0.4 ? 0 : 1500 },
    Case("a shift down", .stepDown, [.stepDown]) { $0 < 0.7 ? 0 : -1500 },
    Case("a spike", .spike, [.spike]) { $0 > 0.5 && $0 < 0.512 ? 3000 : 0 },
    Case("a drop", .drop, [.drop]) { $0 > 0.25 && $0 < 0.262 ? -3000 : 0 },
    Case("teeth", .cyclic) { 2000 * ($0 * 7.3 - ($0 * 7.3).rounded(.down)) },
    Case("a wave", .cyclic) { 1500 * wave($0 * 5) },
    Case("teeth that climb", .growth) { 2000 * ($0 * 7.3 - ($0 * 7.3).rounded(.down)) + 4000 * $0 },
  ]

  /// A triangle of height 1, round enough for a wave.
  static func wave(_ cycles: Double) -> Double {
    let phase = cycles - cycles.rounded(.down)
    let x = phase < 0.5 ? phase * 4 - 1 : 3 - phase * 4
    return x * (1.5 - 0.5 * x * x)
  }

  @Test(arguments: cases)
  func names(_ given: Case) {
    let shape = analyse(SeededNoise.series(300, seed: 1, given.shape))
    #expect(shape.pattern == given.expected)
    #expect(shape.isLeak == (given.expected == .growth))
    #expect(shape.events.map(\.kind) == given.kinds)
  }

  @Test(arguments: [UInt64(1), 2])
  func measuresTheSlope(seed: UInt64) throws {
    let trend = try #require(analyse(SeededNoise.series(240, seed: seed) { 4000 * $0 }).trend)
    let truth = 4000 / (240.0 / 3600)
    #expect(abs(trend.slope - truth) < 0.1 * truth)
    #expect(trend.low < trend.slope && trend.slope < trend.high)
    #expect(trend.isSignificant)
  }

  @Test func theTrendOfTeethIsNotTheirSlope() throws {
    let shape = analyse(
      SeededNoise.series(300, seed: 1) { 8000 * ($0 * 2.6 - ($0 * 2.6).rounded(.down)) + 12_000 * $0 })
    let trend = try #require(shape.trend)
    let truth = 12_000 / (300.0 / 3600)
    #expect(abs(trend.slope - truth) < 0.1 * truth)
    #expect(trend.low < truth && truth < trend.high)
  }

  @Test func placesAShiftAtItsFirstSample() throws {
    let shape = analyse(SeededNoise.series(1000, seed: 4) { $0 < 0.4 ? 0 : 1500 })
    let event = try #require(shape.events.first)
    #expect(abs(event.index - 400) <= 2)
    #expect(abs(event.magnitude - 1500) < 150)
    #expect(shape.changePoints == [event.index])
  }

  @Test func findsOneSampleOfADay() throws {
    let series = SeededNoise.series(86_400, seed: 9)
    var values = series.values
    values[51_234] += 5000
    let shape = analyse(Series(dimension: .slab, times: series.times, values: values))
    #expect(shape.events.map(\.index) == [51_234])
    #expect(shape.pattern == .spike)
  }
}
