import Glibc
import KernelMemory
import TestSupport
import Testing

@testable import Analysis

/// Short excursions, also where the level around them moves.
struct TransientsTests {
  private static func found(_ values: [Int64]) -> [ClosedRange<Int>] {
    let series = Series(
      dimension: .slab, times: values.indices.map { Int64($0) * 1000 }, values: values, breaks: [])
    return Transients(Stretch(series, 0..<values.count), factor: 6, tails: 2.2).found.map(\.extent)
  }

  /// Where spikes are put, and how far the level swings below them: not at all, within the running median, and beyond it.
  @Test(arguments: [[700, 4000, 9001, 13_000, 19_000], [5000], []], [0, 300, 60_000])
  func spikesAreFoundOnAnyLevel(spikes: [Int], swing: Double) {
    var noise = SeededNoise(seed: 7)
    var values = (0..<20_000).map { position in
      500_000 + Int64(swing * sin(Double(position) / 700) + 20 * noise.normal())
    }
    for spike in spikes { for position in spike..<spike + 4 { values[position] += 900_000 } }
    #expect(Self.found(values) == spikes.map { $0...$0 + 3 })
  }

  /// A level that stands out for longer than an excursion may is none, and hides no spike at its end.
  @Test func plateausAreNone() {
    var noise = SeededNoise(seed: 8)
    var values = (0..<20_000).map { _ in 500_000 + Int64(20 * noise.normal()) }
    for position in 8000..<9100 { values[position] += 40_000 }
    #expect(Self.found(values) == [])
    for position in 9100..<9104 { values[position] += 900_000 }
    #expect(Self.found(values).contains { $0.contains(9101) && $0.upperBound == 9103 })
  }
}
