import Analysis
import KernelMemory
import TestSupport
import Testing

struct EdgeTests {
  private func series(_ values: [Int64], breaks: [Int] = []) -> Series {
    Series(dimension: .slab, times: values.indices.map { Int64($0) * 1000 }, values: values, breaks: breaks)
  }

  @Test func nothingIsAbsent() {
    #expect(analyse(series([])).pattern == .absent)
  }

  @Test(arguments: [1, 2, 3, 9])
  func fewSamplesSayNothing(count: Int) throws {
    let shape = analyse(series((0..<Int64(count)).map { 1000 + 400 * $0 }))
    #expect(shape.pattern == .insufficient)
    #expect(!shape.isLeak)
    #expect(shape.trend == nil)
    #expect(try #require(shape.needed) > 0)
  }

  @Test(arguments: [10, 20, 1000])
  func flatIsSteady(count: Int) {
    let shape = analyse(series([Int64](repeating: 81_240, count: count)))
    #expect(shape.pattern == .steady)
    #expect(shape.events.isEmpty)
    #expect(shape.changePoints.isEmpty)
    #expect(shape.trend == nil)
  }

  @Test func pagesBlinkingAreSteady() {
    let shape = analyse(series((0..<300).map { $0 % 7 == 0 ? 1008 : 1000 }))
    #expect(shape.pattern == .steady)
    #expect(shape.events.isEmpty)
  }

  @Test func twentySamplesOfAClearLineAreALeak() {
    #expect(analyse(series((0..<20).map { 10_000 + 400 * $0 + ($0 % 3) * 8 })).isLeak)
  }

  @Test func extremeValuesDoNotTrap() {
    let huge = analyse(series((0..<40).map { $0 % 2 == 0 ? Int64.max : Int64.min + 1 }))
    #expect(!huge.isLeak)
    let tall = analyse(series((0..<40).map { $0 == 20 ? Int64.max : 0 }))
    #expect(!tall.isLeak)
  }

  @Test func aGapIsNoStep() {
    let whole = SeededNoise.series(300, seed: 31) { 4000 * $0 }
    let kept = (0..<300).filter { $0 < 100 || $0 >= 175 }
    let shape = analyse(
      Series(dimension: .slab, times: kept.map { whole.times[$0] }, values: kept.map { whole.values[$0] }))
    #expect(shape.isLeak)
    #expect(shape.events.isEmpty)
  }

  @Test func aRebootPartsTheSeries() {
    let before = SeededNoise.series(150, seed: 32).values
    let after = SeededNoise.series(150, seed: 33) { 3000 * $0 }.values.map { $0 - 100_000 }
    let shape = analyse(series(before + after, breaks: [150]))
    #expect(shape.isLeak)
    #expect(shape.trend?.first == 150)
    #expect(shape.trend?.last == 299)
    #expect(shape.events.isEmpty)
    #expect(shape.changePoints == [150])
  }

  @Test func rebootsWithoutALeakAreNoLeak() {
    let values = (0..<4).flatMap { part in
      SeededNoise.series(100, seed: UInt64(40 + part)).values.map { $0 + Int64(part) * 40_000 }
    }
    let shape = analyse(series(values, breaks: [100, 200, 300]))
    #expect(shape.pattern == .steady)
    #expect(shape.changePoints == [100, 200, 300])
  }

  /// Found in a record of ten seconds: MemAvailable "stepped up" at its first sample, and then fell.
  @Test func nothingStepsBeforeThereIsALevel() {
    let megabytes: [Int64] = [
      22047, 22054, 22054, 22015, 21973, 21932, 21893, 21855, 21808, 21782, 21779, 21778, 21780, 21778, 21776, 21773,
      21785, 21785,
      21785, 21785, 21783, 21781, 21783, 21777, 21777, 21791, 21799, 21799, 21799, 21808, 21808, 21808, 21808, 21809,
      21801, 21801,
      21802, 21802, 21798, 21797, 21795, 21787, 21790, 21790, 21790, 21791, 21791, 21788, 21793, 21785, 21782,
    ]
    let events = analyse(series(megabytes.map { $0 * 1024 })).events
    #expect(events.allSatisfy { $0.index >= 2 || $0.kind == .spike || $0.kind == .drop })
  }
}
