import Analysis
import KernelMemory
import TestSupport
import Testing

/// A steady record says which growth it could have shown; that growth, put into records of the same noise, is found.
struct VisibleGrowthTests {
  @Test(arguments: [(300, 0.0), (300, 0.5), (600, 0.8), (60, 0.3)])
  func whatIsCalledVisibleIsFound(_ count: Int, _ correlation: Double) throws {
    func series(_ seed: UInt64, rise: Double) -> Series {
      SeededNoise.series(count, seed: seed, noise: 200, correlation: correlation) { rise * $0 }
    }
    var limits: [Double] = []
    for seed in UInt64(1)...20 {
      let shape = analyse(series(seed, rise: 0))
      if let visible = shape.visible { limits.append(visible) }
    }
    #expect(limits.count >= 15)
    let hours = Double(count) / 3600
    let limit = limits.sorted()[limits.count / 2]
    let found = (UInt64(101)...140).count { seed in analyse(series(seed, rise: limit * hours)).isLeak }
    #expect(found >= 34, "\(found) of 40 at \(limit) KiB/h")
    // Nor is it a promise that costs nothing: a quarter of it is mostly not to be seen.
    let faint = (UInt64(101)...140).count { seed in analyse(series(seed, rise: limit * hours / 4)).isLeak }
    #expect(faint <= 20, "\(faint) of 40 at a quarter of that")
  }
}
