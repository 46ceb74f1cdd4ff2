import Analysis
import KernelMemory
import TestSupport
import Testing

/// How often noise alone is called a leak; seeds are fixed, so the counts are.
struct FalseAlarmTests {
  static let noises: [(correlation: Double, count: Int, most: Int)] = [
    (0, 120, 0), (0.7, 120, 1), (0.95, 240, 1),
  ]

  @Test(arguments: noises)
  func noiseIsRarelyALeak(_ given: (correlation: Double, count: Int, most: Int)) {
    let alarms = (0..<10).filter { seed in
      analyse(SeededNoise.series(given.count, seed: UInt64(seed + 100), correlation: given.correlation)).isLeak
    }
    #expect(alarms.count <= given.most)
  }

  @Test func intervalsCoverTheTruth() {
    let truth = 4000 / (120.0 / 3600)
    var covered = 0
    for seed in 0..<12 {
      guard let trend = analyse(SeededNoise.series(120, seed: UInt64(seed + 500), correlation: 0.8) { 4000 * $0 }).trend
      else { continue }
      if trend.low <= truth, truth <= trend.high { covered += 1 }
    }
    #expect(covered >= 10)
  }
}
