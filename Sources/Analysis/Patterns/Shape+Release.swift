import KernelMemory

extension Shape {
  /// The shape, with a growth that was given back before the end called what it is: one that stopped.
  ///
  /// A line through all of a record that rose and then fell still rises. A fall of more than half of what was gained ends a growth, unless
  /// it falls like that all the time, as the teeth of a saw do.
  func withoutReleasedGrowth(_ series: Series) -> Shape {
    guard pattern == .growth, let trend, trend.slope > 0, trend.last >= series.count - 1,
      let release = Release(series.values[trend.first...]),
      // A growth that goes on for long after a fall has not ended with it.
      4 * (release.peak - trend.first) >= 3 * (trend.last - trend.first),
      release.fall > max(6 * noise, 0.5 * release.gain), release.fall > 2 * release.earlierFall
    else { return self }
    let part = Series(
      dimension: series.dimension, times: Array(series.times[trend.first...release.peak]),
      values: Array(series.values[trend.first...release.peak]))
    var shared = SharedSampling()
    let before = analyse(part, &shared)
    var shape = self
    shape.pattern = .growthStopped
    shape.isLeak = false
    shape.visible = nil
    shape.trend = before.trend.flatMap { grown in
      guard grown.low > 0 else { return nil }
      var grown = grown
      grown.first += trend.first
      grown.last = release.peak
      return grown
    }
    return shape
  }
}

/// The highest level of a growth and the fall after it, in medians of some samples, so that no spike is taken for either.
private struct Release {
  /// The position of the highest value of the highest level.
  let peak: Int
  /// From the first level to the highest, kB.
  let gain: Double
  /// From the highest level to the lowest after it, kB.
  let fall: Double
  /// The largest fall before the highest level, kB.
  let earlierFall: Double

  /// nil for fewer than thirty samples.
  init?(_ values: ArraySlice<Int64>) {
    guard values.count >= 30 else { return nil }
    let count = min(32, values.count / 3)
    let ends = (1...count).map { values.startIndex + values.count * $0 / count }
    // Of a long block some hundred samples tell the median as well.
    let levels = zip([values.startIndex] + ends, ends).map { start, end in
      OrderStatistics.median(stride(from: start, to: end, by: max(1, (end - start) / 512)).map { Double(values[$0]) })
    }
    var (peak, largest, earlier) = (0, 0.0, 0.0)
    for (place, level) in levels.enumerated() {
      if level > levels[peak] {
        peak = place
        earlier = largest
      }
      largest = max(largest, levels[peak] - level)
    }
    // Where in it and the next: a block may end on either side of the fall.
    let near = (peak > 0 ? ends[peak - 1] : values.startIndex)..<ends[min(peak + 1, count - 1)]
    self.peak = near.max { values[$0] < values[$1] } ?? ends[peak] - 1
    gain = levels[peak] - levels[0]
    fall = levels[peak] - (levels[peak...].min() ?? levels[peak])
    earlierFall = earlier
  }
}
