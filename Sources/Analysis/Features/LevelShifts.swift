/// The lasting shifts of level in a fitted model, placed at full resolution.
struct LevelShifts {
  /// One shift.
  struct Shift {
    /// The first position of the new level.
    var position: Int
    /// New level minus old, kB.
    var size: Double
    /// Level before, kB.
    var before: Double
  }

  /// By position.
  private(set) var found: [Shift] = []
  /// Shifts up and down again (or down and up) soon after each other: long excursions.
  private(set) var pulses: [Transients.Excursion] = []

  /// The positions of the shifts that a curve led back from.
  private(set) var recovered: [Int] = []

  /// Takes the steps of a model that are large against its noise.
  init(_ fit: Fit, _ bins: Bins, _ stretch: Stretch, least: Double) {
    // A blip is a bin between the levels: it is part of neither.
    let parts = zip(fit.terms, fit.coefficients).filter { if case .blip = $0.0 { false } else { true } }
    let columns = parts.map { ($0.0.column(bins.times), $0.1) }
    func mean(_ bin: Int) -> Double { columns.reduce(bins.base) { $0 + $1.0[bin] * $1.1 } }
    for (term, size) in zip(fit.terms, fit.coefficients) {
      guard case .step(let bin) = term else { continue }
      let position = LevelShifts.place(bin, size, bins, stretch)
      if let end = LevelShifts.recovery(from: bin, size, fit, bins) {
        let peak = LevelShifts.extreme(stretch, position...max(position, end), size)
        pulses.append(
          Transients.Excursion(
            extent: position...max(position, end), peak: min(peak, position + 2), height: size,
            level: mean(bin) - size))
        recovered.append(position)
        continue
      }
      found.append(Shift(position: position, size: size, before: mean(bin) - size))
    }
    found.sort { $0.position < $1.position }
    merge(within: max(2, stretch.count / 100))
    pair(stretch)
    pulses.removeAll { abs($0.height) < least }
    // One sample or two before it are no level that something could have stepped from.
    found.removeAll { abs($0.size) < least || $0.position < 2 }
  }

  /// A shift that takes a few samples shows as several: they are one.
  private mutating func merge(within distance: Int) {
    var index = 1
    while index < found.count {
      let (left, right) = (found[index - 1], found[index])
      if right.position - left.position <= distance, left.size * right.size > 0 {
        found[index - 1].size += right.size
        if abs(right.size) > abs(left.size) { found[index - 1].position = right.position }
        found.remove(at: index)
      } else {
        index += 1
      }
    }
  }

  /// A shift and its opposite within a tenth of the stretch are an excursion that returned.
  private mutating func pair(_ stretch: Stretch) {
    var index = 1
    while index < found.count {
      let (left, right) = (found[index - 1], found[index])
      if right.position - left.position <= max(4, stretch.count / 10), left.size * right.size < 0,
        abs(left.size + right.size) < 0.4 * max(abs(left.size), abs(right.size))
      {
        let extent = left.position...max(left.position, right.position - 1)
        let peak = LevelShifts.extreme(stretch, extent, left.size)
        pulses.append(
          Transients.Excursion(extent: extent, peak: peak, height: stretch[peak] - left.before, level: left.before))
        found.removeSubrange((index - 1)...index)
        index = max(1, index - 1)
      } else {
        index += 1
      }
    }
  }

  /// The last position of a curve back that begins with a shift and undoes most of it; nil when there is none.
  private static func recovery(from bin: Int, _ size: Double, _ fit: Fit, _ bins: Bins) -> Int? {
    for (term, amount) in zip(fit.terms, fit.coefficients) {
      guard case .saturation(bin, let constant) = term, -amount / size > 0.5 else { continue }
      let end = bins.times[bin] + 3 * constant
      return bins.lasts[bins.times.firstIndex { $0 >= end } ?? bins.count - 1]
    }
    return nil
  }

  /// The position of the value that is farthest in a direction.
  private static func extreme(_ stretch: Stretch, _ extent: ClosedRange<Int>, _ direction: Double) -> Int {
    var best = extent.lowerBound
    for position in extent where (stretch[position] - stretch[best]) * direction > 0 { best = position }
    return best
  }

  /// The position around a bin that parts the samples best into below and above the middle of the shift.
  static func place(_ bin: Int, _ size: Double, _ bins: Bins, _ stretch: Stretch) -> Int {
    let first = bins.firsts[max(0, bin - 2)]
    let last = bins.lasts[min(bins.count - 1, bin + 1)]
    let reach = max(3, bins.lasts[bin] - bins.firsts[bin] + 1)
    let before = (max(0, first - reach)..<max(first, 1)).map { stretch[$0] }
    let after = (min(last, stretch.count - 1)...min(stretch.count - 1, last + reach)).map { stretch[$0] }
    let middle = (OrderStatistics.median(before) + OrderStatistics.median(after)) / 2
    var best = bins.firsts[bin]
    var most = -Double.infinity
    var sum = 0.0
    for position in first...last {
      if sum > most {
        most = sum
        best = position
      }
      sum += (middle - stretch[position]) * (size > 0 ? 1 : -1)
    }
    return best
  }
}
