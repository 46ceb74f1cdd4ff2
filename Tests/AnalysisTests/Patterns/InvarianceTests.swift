import Analysis
import KernelMemory
import TestSupport
import Testing

/// What must not change, or must change in a known way, when the series does.
struct InvarianceTests {
  struct Given: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let series: Series
  }

  static let given = [
    Given(testDescription: "leak", series: SeededNoise.series(250, seed: 21) { 4000 * $0 }),
    Given(testDescription: "step", series: SeededNoise.series(250, seed: 22) { $0 < 0.5 ? 0 : 1500 }),
    Given(testDescription: "spike", series: SeededNoise.series(250, seed: 23) { $0 > 0.5 && $0 < 0.515 ? 3000 : 0 }),
    Given(testDescription: "steady", series: SeededNoise.series(250, seed: 24)),
  ]

  @Test(arguments: given)
  func shiftInTimeChangesNothing(_ given: Given) {
    let later = Series(
      dimension: .slab, times: given.series.times.map { $0 + 86_400_123 }, values: given.series.values)
    #expect(analyse(later) == analyse(given.series))
  }

  @Test(arguments: given)
  func aConstantChangesNoPattern(_ given: Given) {
    let (here, higher) = (
      analyse(given.series),
      analyse(
        Series(dimension: .slab, times: given.series.times, values: given.series.values.map { $0 + 4_000_000 }))
    )
    #expect(higher.pattern == here.pattern)
    #expect(higher.isLeak == here.isLeak)
    #expect(higher.events.map(\.index) == here.events.map(\.index))
    #expect(higher.changePoints == here.changePoints)
  }

  @Test(arguments: given)
  func scalingScales(_ given: Given) {
    let here = analyse(given.series)
    let larger = analyse(
      Series(dimension: .slab, times: given.series.times, values: given.series.values.map { $0 * 3 }))
    #expect(larger.pattern == here.pattern)
    #expect(larger.events.map(\.kind) == here.events.map(\.kind))
    if let slope = here.trend?.slope, let three = larger.trend?.slope {
      #expect(abs(three - 3 * slope) < 0.02 * abs(three))
    }
  }

  @Test func slowerSamplingDividesTheSlope() throws {
    let fast = try #require(analyse(SeededNoise.series(250, seed: 21, interval: 1000) { 4000 * $0 }).trend)
    let slow = try #require(analyse(SeededNoise.series(250, seed: 21, interval: 10_000) { 4000 * $0 }).trend)
    #expect(abs(fast.slope - 10 * slow.slope) < 0.001 * fast.slope)
  }

  @Test func reversingFlipsTheSign() throws {
    let series = SeededNoise.series(250, seed: 21) { 4000 * $0 }
    let shape = analyse(Series(dimension: .slab, times: series.times, values: series.values.reversed()))
    let trend = try #require(shape.trend)
    #expect(trend.high < 0)
    #expect(!shape.isLeak)
    #expect(shape.pattern != .growth)
  }

  @Test func reversingTurnsStepsRound() {
    let series = SeededNoise.series(250, seed: 22) { $0 < 0.3 ? 0 : 1500 }
    let shape = analyse(Series(dimension: .slab, times: series.times, values: series.values.reversed()))
    #expect(shape.events.map(\.kind) == [.stepDown])
    #expect(abs((shape.events.first?.index ?? 0) - 175) <= 2)
  }

  @Test func aSteadySessionInTwoIsSteadyTwice() {
    let series = SeededNoise.series(400, seed: 25)
    for range in [0..<200, 200..<400] {
      let half = Series(
        dimension: .slab, times: Array(series.times[range]), values: Array(series.values[range]))
      #expect(analyse(half).pattern == .steady)
    }
  }

  @Test func aRisingSupplyIsNoLeak() {
    let shape = analyse(SeededNoise.series(250, seed: 26, dimension: .memAvailable) { 4000 * $0 })
    #expect(shape.pattern == .growth)
    #expect(!shape.isLeak)
  }

  @Test func aFallingSupplyIsNoGrowth() throws {
    let shape = analyse(SeededNoise.series(250, seed: 27, dimension: .memAvailable) { -4000 * $0 })
    #expect(shape.pattern == .decline)
    #expect(try #require(shape.trend).high < 0)
  }
}
