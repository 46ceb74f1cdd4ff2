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
    for start in stride(from: 0, to: count, by: length) {
      var high = 0.0
      var low = 0.0
      baseline.levels(start..<min(count, start + length)) { position, level in
        let deviation = stretch[position] - level
        if deviation > high { high = deviation } else if deviation < low { low = deviation }
      }
      highs.append(high)
      lows.append(-low)
    }
  }

  /// What two fifths of the blocks do not exceed: excursions should not count as ordinary.
  static func ordinary(_ extremes: [Double]) -> Double {
    var copy = extremes
    return Order.select(&copy, rank: (copy.count - 1) * 2 / 5)
  }
}
