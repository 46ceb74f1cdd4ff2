import Analysis
import KernelMemory
import TestSupport
import Testing

/// Growth that changes its pace is told from growth that does not, and forecast with room for it.
struct CurvatureTests {
  @Test func whatSpeedsUpIsForecastByItsSecondHalf() throws {
    let shape = analyse(SeededNoise.series(400, seed: 4) { 6000 * $0 * $0 })
    let trend = try #require(shape.trend)
    let bend = try #require(trend.bend)
    #expect(shape.isLeak)
    #expect(bend.late > 1.2 * bend.early)
    #expect(trend.low <= trend.slope && trend.slope < bend.late && bend.late <= trend.high)
  }

  @Test func whatSlowsDownReachesLower() throws {
    let shape = analyse(SeededNoise.series(400, seed: 5, noise: 30) { 9000 * $0 - 3500 * $0 * $0 })
    let trend = try #require(shape.trend)
    let bend = try #require(trend.bend)
    #expect(bend.late < bend.early)
    #expect(trend.low <= bend.late)
  }

  /// A corner in the middle of straight growth is chance: one in eighty by its test, and few of these are not what the model has already.
  @Test func straightGrowthDoesNotBend() {
    let bent = (1...60).count { seed in
      analyse(SeededNoise.series(300, seed: UInt64(seed)) { 4000 * $0 }).trend?.bend != nil
    }
    #expect(bent <= 3, "\(bent) of 60")
  }

  /// Found in a record of ten seconds: growth whose second half may stand still was called a leak.
  @Test(arguments: ["levels off", "slows down", "goes on"])
  func aLeaksIntervalLeavesOutZero(_ course: String) {
    var leaks = 0
    for seed in UInt64(1)...40 {
      let shape = analyse(
        SeededNoise.series(60, seed: seed, noise: 150) { x in
          1200 * (course == "levels off" ? min(1, x * 2) : course == "slows down" ? x * (2 - x) : x)
        })
      guard shape.isLeak else { continue }
      leaks += 1
      #expect((shape.trend?.low ?? 0) > 0, "seed \(seed)")
    }
    if course == "goes on" { #expect(leaks > 10) }
  }
}
