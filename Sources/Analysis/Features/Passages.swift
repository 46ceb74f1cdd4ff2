/// When a series first passed each of some levels between its start and its end: whether it climbs without turning round, and goes on.
struct Passages {
  /// When each level was passed, 0 to 1.
  private let times: [Double]
  /// The mean distance of two bins.
  private let distance: Double
  /// The farthest that it ever fell back from the highest value before, as a share of the whole rise.
  let fallback: Double

  /// The levels, as shares of the rise.
  ///
  /// A pause shows where it is longer than a twentieth of the record. Nearer to the ends noise passes them.
  private static let levels = (2...18).map { Double($0) / 20 }

  /// Looks at bins that rise, or with a negative sign fall; nil where the end is not beyond the start.
  init?(_ bins: Bins, sign: Double) {
    // Three bins at either end stand for it: one may be an outlier.
    let values = bins.values.map { sign * $0 }
    let start = OrderStatistics.median(Array(values.prefix(3)))
    let end = OrderStatistics.median(Array(values.suffix(3)))
    guard end > start else { return nil }
    var (highest, fallback) = (-Double.infinity, 0.0)
    var times: [Double] = []
    for (time, value) in zip(bins.times, values) {
      highest = max(highest, value)
      fallback = max(fallback, highest - value)
      while times.count < Passages.levels.count, value >= start + (end - start) * Passages.levels[times.count] {
        times.append(time)
      }
    }
    self.times = times
    distance = 1 / Double(bins.count)
    self.fallback = fallback / (end - start)
  }

  /// When the level in the middle was passed.
  var middle: Double { times.isEmpty ? 1 : times[times.count / 2] }

  /// Whether it went on from the start to the end: it rested at neither for longer than it did between.
  ///
  /// Half as long again is a rest still; a tenth of the rise takes a tenth of the record, and the levels of the ends are those of the second
  /// bins. What rests every night may rest over a weekend.
  func isThroughout(_ stretch: Stretch) -> Bool {
    let pauses = zip(times.dropFirst(), times).map { $0 - $1 }
    guard let longest = pauses.max(), let first = times.first, let last = times.last else { return false }
    let rest = 1.5 * longest + 0.1 + 2 * distance
    let isPausing = longest > 2.5 * pauses.reduce(0, +) / Double(pauses.count)
    return [(0, first), (last, 1)].allSatisfy { start, end in
      end - start < rest || isPausing && end - start - stretch.weekend(from: start, to: end) < rest
    }
  }

  /// Whether the levels were passed at five times at least, and at none of them more than two in five.
  ///
  /// What lies within a sixtieth of the record is one time: a step that takes a few samples.
  var isGradual: Bool {
    var sizes: [Int] = []
    var last = -Double.infinity
    for time in times {
      if time - last > 1.0 / 60 { sizes.append(0) }
      sizes[sizes.count - 1] += 1
      last = time
    }
    return sizes.count >= 5 && sizes.allSatisfy { 5 * $0 <= 2 * Passages.levels.count }
  }
}
