import KernelMemory

/// Lowest, highest and mean value of one counter in each group of samples: what is drawn, so that no extreme is lost.
struct Envelope {
  /// One group's values.
  struct Place {
    /// Tenths of a pixel.
    let x: Int
    /// kB.
    let low: Int64
    /// kB.
    let high: Int64
    /// kB.
    let mean: Double
  }

  /// Uninterrupted runs of places; a group without values interrupts too.
  let runs: [[Place]]

  /// Whether any group holds different values, so that low and high are worth drawing.
  let hasExtent: Bool

  /// Collects a column's values, less a base.
  init(_ column: Column, minus base: Int64 = 0, times: [Int64], buckets: Buckets, axis: TimeAxis) {
    var runs: [[Place]] = []
    var hasExtent = false
    for groups in buckets.runs {
      var run: [Place] = []
      for group in groups {
        guard let place = Envelope.place(column, base, times, group, axis) else {
          if !run.isEmpty { runs.append(run) }
          run = []
          continue
        }
        hasExtent = hasExtent || place.low != place.high
        run.append(place)
      }
      if !run.isEmpty { runs.append(run) }
    }
    self.runs = runs
    self.hasExtent = hasExtent
  }

  private static func place(
    _ column: Column, _ base: Int64, _ times: [Int64], _ group: Range<Int>, _ axis: TimeAxis
  ) -> Place? {
    let values = column.values
    var low = Int64.max
    var high = Int64.min
    var total: Int64 = 0
    var count = 0
    for index in group {
      let value = values[index]
      if value == Column.absent { continue }
      low = min(low, value)
      high = max(high, value)
      total &+= value
      count &+= 1
    }
    // Whole numbers add up faster, and sums of such values cannot leave 64 bits.
    var sum = Double(total)
    if high > 1 << 32 || count > 1 << 30 {
      sum = group.reduce(0) { values[$1] == Column.absent ? $0 : $0 + Double(values[$1]) }
    }
    guard count > 0 else { return nil }
    let x = axis.x(times[group.lowerBound + group.count / 2])
    return Place(x: x, low: low - base, high: high - base, mean: sum / Double(count) - Double(base))
  }

  /// The line through the means.
  func line(_ axis: ByteAxis) -> Path {
    var path = Path()
    for run in runs {
      path.lift()
      for place in run { path.point(place.x, axis.y(place.mean)) }
      if run.count == 1, let only = run.first { path.point(only.x + 10, axis.y(only.mean)) }
    }
    return path
  }

  /// The area between lows and highs.
  func area(_ axis: ByteAxis) -> Path {
    var path = Path()
    for run in runs {
      path.lift()
      for place in run { path.point(place.x, axis.y(Double(place.high))) }
      for place in run.reversed() { path.point(place.x, axis.y(Double(place.low))) }
      path.close()
    }
    return path
  }
}
