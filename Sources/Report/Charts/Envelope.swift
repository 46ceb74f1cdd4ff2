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

    fileprivate init(_ values: Span<Int64>, _ extremes: (least: Int64, most: Int64), minus base: Int64, x: Int) {
      var total: Int64 = 0
      for index in values.indices { total &+= values[index] }
      // Whole numbers add up faster, and sums of such values cannot leave 64 bits.
      var sum = Double(total)
      if extremes.most > 1 << 32 || values.count > 1 << 30 {
        sum = values.indices.reduce(0) { $0 + Double(values[$1]) }
      }
      self.x = x
      low = extremes.least - base
      high = extremes.most - base
      mean = sum / Double(values.count) - Double(base)
    }
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
    let x = axis.x(times[group.lowerBound + group.count / 2])
    let all = column.values.span.extracting(group)
    guard let extremes = all.extremes() else { return nil }
    if extremes.least != Column.absent { return Place(all, extremes, minus: base, x: x) }
    let present = column.values[group].filter { $0 != Column.absent }
    return present.span.extremes().map { Place(present.span, $0, minus: base, x: x) }
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
