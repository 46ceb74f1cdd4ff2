import KernelMemory
import TestSupport
import Testing

@testable import Analysis

/// Leaks of a few deviations of their noise; seeds are fixed, so the counts are.
struct FaintLeakTests {
  private static func faint(_ seed: Int, rise: Double) -> Series {
    SeededNoise.series(600, seed: UInt64(seed), correlation: 0.7) { rise * 100 * $0 }
  }

  @Test func aRiseOfThreeDeviationsIsFound() {
    let found = (0..<12).filter { analyse(FaintLeakTests.faint($0 + 900, rise: 3)).isLeak }
    #expect(found.count >= 9)
  }

  @Test func aFallOfThreeDeviationsIsNoLeak() {
    let found = (0..<12).filter { analyse(FaintLeakTests.faint($0 + 900, rise: -3)).isLeak }
    #expect(found.isEmpty)
  }

  @Test func theIntervalOfALeakExcludesZero() {
    for seed in 0..<12 {
      let shape = analyse(FaintLeakTests.faint(seed + 900, rise: 2))
      if shape.isLeak { #expect((shape.trend?.low ?? 0) > 0) }
    }
  }

  @Test func aLineIsLikelyWhereThereIsOneOnly() throws {
    for (rise, isThere) in [(0.0, false), (4, true)] {
      let series = FaintLeakTests.faint(950, rise: rise)
      var regression = Regression(
        Bins(Stretch(series, 0..<series.count), without: [], atMost: StretchAnalysis.bins), grain: 4)
      let ratio = regression.logLikelihood([.constant, .line]) - regression.logLikelihood([.constant])
      #expect((ratio > LeakTest.least) == isThere)
    }
  }
}
