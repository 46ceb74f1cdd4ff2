import KernelMemory

/// A stretch of a series without a reboot in it: what the steps of the analysis work on.
///
/// Positions inside are counted from the stretch's first value; ``offset`` leads back to the series.
struct Stretch {
  /// Milliseconds since 1970.
  let times: ArraySlice<Int64>
  /// kB.
  let values: ArraySlice<Int64>
  /// The grain of the counter, kB.
  let grain: Double
  /// Changes below this are not material, kB.
  var material: Double { Grain.material(grain) }
  /// The median time between two samples, ms.
  let interval: Double

  private init(times: ArraySlice<Int64>, values: ArraySlice<Int64>, grain: Double, interval: Double) {
    (self.times, self.values) = (times, values)
    (self.grain, self.interval) = (grain, interval)
  }

  /// Takes a range of positions.
  init(_ series: Series, _ range: Range<Int>) {
    times = series.times[range]
    values = series.values[range]
    grain = Grain.of(values)
    interval = times.medianStep.map { max(1, Double($0)) } ?? 1000
  }

  /// A part of it, by positions inside.
  func part(_ range: Range<Int>) -> Stretch {
    let (start, end) = (values.startIndex + range.lowerBound, values.startIndex + range.upperBound)
    return Stretch(times: times[start..<end], values: values[start..<end], grain: grain, interval: interval)
  }

  /// The position in the series of the first value.
  var offset: Int { values.startIndex }
  /// The number of values.
  var count: Int { values.count }
  /// The time from the first to the last value, ms.
  var span: Double { Double((times.last ?? 0) - (times.first ?? 0)) }
  /// The same in hours.
  var hours: Double { max(span, 1) / 3_600_000 }
  /// How much of the time between two shares of the stretch is weekend, as a share of it.
  func weekend(from start: Double, to end: Double) -> Double {
    guard let first = times.first, span > 0 else { return 0 }
    let (from, to) = (first + Int64(start * span), first + Int64(end * span))
    return Double(Weekend.time(from: from, to: to)) / span
  }
  /// A value, kB.
  subscript(position: Int) -> Double { Double(values[values.startIndex + position]) }
  /// The time of a value as a share of the stretch, 0 to 1.
  func share(_ position: Int) -> Double {
    span > 0 ? Double(times[times.startIndex + position] - times[times.startIndex]) / span : 0
  }
}
