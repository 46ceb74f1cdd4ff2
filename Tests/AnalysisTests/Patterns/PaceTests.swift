import KernelMemory
import TestSupport
import Testing

@testable import Analysis

/// Rates of growth whose way is not smooth, with intervals that hold the pace.
@Suite struct PaceTests {
  /// A stair a day of sizes that differ: the interval counts how much they do.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func stairsThatDifferHaveAWideInterval(seed: UInt64) throws {
    var noise = SeededNoise(seed: seed)
    let sizes = (0..<8).map { _ in 10_000 * (1 + 0.3 * max(-2, min(2, noise.normal()))) }
    var values: [Int64] = []
    for hour in 0..<192 {
      let begun = sizes.prefix(hour / 24).reduce(0, +) + sizes[hour / 24] * min(1, max(0, Double(hour % 24 - 17) / 5))
      values.append(100_000 + Int64(begun) / 4 * 4)
    }
    let series = Series(dimension: .slab, times: values.indices.map { Int64($0) * 3_600_000 }, values: values)
    let shape = analyse(series)
    #expect(shape.pattern == .growth && shape.isLeak)
    let trend = try #require(shape.trend)
    let pace = 10_000.0 / 24
    #expect(trend.low < pace && trend.high > pace, "\(trend.low) to \(trend.high)")
    #expect(trend.high - trend.low > 0.1 * pace && trend.low > 0)
  }

  /// Three falls give back most of what was gained; what is left climbs by 3,000 kB.
  @Test func aFewTeethClimbByTheirCorners() throws {
    let series = SeededNoise.series(400, seed: 7, noise: 60) { time in
      3_000 * time + 12_000 * (time * 3.5 - (time * 3.5).rounded(.down))
    }
    let shape = analyse(series)
    let trend = try #require(shape.trend)
    let pace = 3_000 / (Double((series.times.last ?? 0) - series.times[0]) / 3_600_000)
    #expect(trend.low < pace && trend.high > pace, "\(pace): \(trend.low) to \(trend.high)")
  }
}
