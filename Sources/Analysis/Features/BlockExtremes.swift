/// The largest deviations from a running median in each of some dozen blocks of samples.
struct BlockExtremes {
  /// Samples a block.
  let length: Int
  /// The largest deviation upwards of each block, kB.
  private(set) var highs: [Double] = []
  /// The largest deviation downwards of each block, kB, positive.
  private(set) var lows: [Double] = []

  /// One pass over all samples.
  init(_ stretch: Stretch, _ baseline: RunningMedian) {
    let count = stretch.count
    length = max(min(10, count / 5), (count + 31) / 32)
    let values = stretch.values.span
    for start in stride(from: 0, to: count, by: length) {
      let (high, low) = baseline.reach(values, start..<min(count, start + length))
      highs.append(high)
      lows.append(low)
    }
  }

  /// What two fifths of the blocks do not exceed: excursions should not count as ordinary.
  static func ordinary(_ extremes: [Double]) -> Double {
    var copy = extremes
    return OrderStatistics.select(&copy, rank: (copy.count - 1) * 2 / 5)
  }
}
