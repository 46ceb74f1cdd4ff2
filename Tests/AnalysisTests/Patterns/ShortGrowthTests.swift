import Analysis
import KernelMemory
import TestSupport
import Testing

/// Records of minutes: what a few samples show beyond doubt, and what only looks like growth beside a step.
@Suite struct ShortGrowthTests {
  private func shape(_ values: [Double], step: Int64, _ dimension: Dimension = .pageTables) -> Shape {
    let times = values.indices.map { 1_795_000_000_000 + Int64($0) * step }
    return analyse(Series(dimension: dimension, times: times, values: values.map { Int64(($0 / 4).rounded()) * 4 }))
  }

  /// Ten or twenty samples with a corner in them, a hundred times their noise: growth from the corner on.
  @Test(arguments: [(10, 3), (14, 5), (22, 8)])
  func aPlainCornerIsGrowth(count: Int, corner: Int) throws {
    var noise = SeededNoise(seed: 3)
    let values = (0..<count).map { 330_000 + 500 * noise.normal() + 54_000 * Double(max(0, $0 - corner)) }
    let found = shape(values, step: 15_000, .slab)
    #expect(found.pattern == .growth && found.isLeak)
    #expect(try #require(found.trend).first == corner)
    #expect(abs(try #require(found.trend).slope - 54_000 * 240) < 54_000 * 12)
  }

  /// Others' work ended, and what is left wanders: no slope beside the fall is growth, for no part grows by itself.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func whatFellDoesNotGrow(seed: UInt64) {
    var noise = SeededNoise(seed: seed)
    let rest = noise.correlated(140, 0.93).enumerated().map { 20_500 + 700 * $1 + 8 * Double($0) }
    let values = noise.correlated(25, 0.3).map { 27_000 + 1100 * $0 } + rest
    let found = shape(values, step: 2000)
    #expect(found.pattern != .growth && !found.isLeak)
  }

  /// Two hundred threads at once, and twenty more in the minutes after: a step.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func whatCreepsAfterAStepIsTheStep(seed: UInt64) {
    var noise = SeededNoise(seed: seed)
    let values = (0..<150).map { index in
      3700 + 50 * noise.normal() + (index < 94 ? 0 : 3250 + 300 * min(1, Double(index - 94) / 50))
    }
    let found = shape(values, step: 2000, .kernelStack)
    #expect(found.pattern == .stepUp && !found.isLeak)
  }
}
