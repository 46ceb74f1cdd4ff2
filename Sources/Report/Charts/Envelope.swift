import KernelMemory

/// Lowest, highest and mean value of one counter in each group of samples: what is drawn, so that no extreme is lost.
struct Envelope {
  /// One group's values.
  struct Place {
    /// Tenths of a pixel.
    let x: Int
    /// How many values.
    let count: Int
    /// kB.
    let low: Int64
    /// kB.
    let high: Int64
    /// kB.
    let mean: Double

    fileprivate init(x: Int, count: Int, low: Int64, high: Int64, mean: Double) {
      self.x = x
      self.count = count
      self.low = low
      self.high = high
      self.mean = mean
    }

    fileprivate init(_ values: Span<Int64>, _ extremes: (least: Int64, most: Int64), x: Int) {
      var total: Int64 = 0
      for index in values.indices { total &+= values[index] }
      // Whole numbers add up faster, and sums of such values cannot leave 64 bits.
      var sum = Double(total)
      if extremes.most > 1 << 32 || values.count > 1 << 30 {
        sum = values.indices.reduce(0) { $0 + Double(values[$1]) }
      }
      let mean = sum / Double(values.count)
      self.init(x: x, count: values.count, low: extremes.least, high: extremes.most, mean: mean)
    }

    /// Two places as one.
    fileprivate func joined(with other: Place) -> Place {
      let sum = count + other.count
      return Place(
        x: x + (other.x - x) * other.count / sum, count: sum, low: min(low, other.low), high: max(high, other.high),
        mean: mean + (other.mean - mean) * Double(other.count) / Double(sum))
    }
  }

  /// Uninterrupted runs of places; a group without values interrupts too.
  let runs: [[Place]]

  /// Whether any group holds different values, so that low and high are worth drawing.
  let hasExtent: Bool

  private init(_ runs: [[Place]]) {
    self.runs = runs
    hasExtent = runs.contains { $0.contains { $0.low != $0.high } }
  }

  /// Collects a column's values.
  init(_ column: Column, times: [Int64], buckets: Buckets, axis: TimeAxis) {
    var runs: [[Place]] = []
    for groups in buckets.runs {
      var run: [Place] = []
      for group in groups {
        guard let place = Envelope.place(column, times, group, axis) else {
          if !run.isEmpty { runs.append(run) }
          run = []
          continue
        }
        run.append(place)
      }
      if !run.isEmpty { runs.append(run) }
    }
    self.init(runs)
  }

  /// The same less a base.
  func lowered(by base: Int64) -> Envelope {
    Envelope(
      runs.map { run in
        run.map {
          Place(x: $0.x, count: $0.count, low: $0.low - base, high: $0.high - base, mean: $0.mean - Double(base))
        }
      })
  }

  /// The same on a shorter axis over the same times, with no more places than are of use there.
  func narrowed(from wide: TimeAxis, to axis: TimeAxis) -> Envelope {
    func moved(_ place: Place) -> Place {
      let x = axis.left + ((place.x - wide.left) * axis.width + wide.width / 2) / wide.width
      return Place(x: x, count: place.count, low: place.low, high: place.high, mean: place.mean)
    }
    let isDense = runs.reduce(0) { $0 + $1.count } > axis.width / 10 * 2
    var narrow: [[Place]] = []
    for run in runs {
      var places: [Place] = []
      // Gaps within a pixel are not seen.
      if isDense, let last = narrow.last?.last, let next = run.first, moved(next).x - last.x < 10 {
        places = narrow.removeLast()
      }
      for place in run.lazy.map(moved) {
        if isDense, let last = places.last, last.x / 10 == place.x / 10 {
          places[places.count - 1] = last.joined(with: place)
        } else {
          places.append(place)
        }
      }
      narrow.append(places)
    }
    return Envelope(narrow)
  }

  private static func place(
    _ column: Column, _ times: [Int64], _ group: Range<Int>, _ axis: TimeAxis
  ) -> Place? {
    let x = axis.x(times[group.lowerBound + group.count / 2])
    let all = column.values.span.extracting(group)
    guard let extremes = all.extremes() else { return nil }
    if extremes.least != Column.absent { return Place(all, extremes, x: x) }
    let present = column.values[group].filter { $0 != Column.absent }
    return present.span.extremes().map { Place(present.span, $0, x: x) }
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
