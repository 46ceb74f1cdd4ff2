import KernelMemory

extension Shape {
  /// The shape, with a growth that was given back before the end called what it is: one that stopped.
  ///
  /// A line through all of a record that rose and then fell still rises. A fall of more than half of what was gained ends a growth, unless
  /// it falls like that all the time, as the teeth of a saw do.
  func withoutReleasedGrowth(_ series: Series) -> Shape {
    guard pattern == .growth, let trend, trend.slope > 0, trend.last >= series.count - 1,
      let release = Release(series.values[trend.first...]), release.peak - trend.first >= 8
    else { return self }
    guard release.fall > max(6 * noise, 0.5 * Double(release.gain)), release.fall > 2 * release.earlierFall else {
      return self
    }
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

/// The highest value of a growth, and the fall after it.
private struct Release {
  /// The position of the highest value.
  let peak: Int
  /// From the first value to the highest, kB.
  let gain: Int64
  /// From the highest value to the lowest after it, kB.
  let fall: Double
  /// The largest fall before the highest value, kB.
  let earlierFall: Double

  init?(_ values: ArraySlice<Int64>) {
    guard let first = values.first else { return nil }
    var (peak, highest, largest, earlier) = (values.startIndex, first, Int64(0), Int64(0))
    for (position, value) in zip(values.indices, values) {
      if value > highest {
        (peak, highest) = (position, value)
        earlier = largest
      }
      largest = max(largest, highest - value)
    }
    let lowest = values[peak...].min() ?? highest
    self.peak = peak
    gain = highest - first
    fall = Double(highest - lowest)
    earlierFall = Double(earlier)
  }
}
