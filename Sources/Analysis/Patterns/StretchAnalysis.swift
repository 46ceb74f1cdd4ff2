import KernelMemory

/// The analysis of one stretch; positions count from the stretch's first value.
struct StretchAnalysis {
  let stretch: Stretch
  let dimension: Dimension

  /// Fewer values than this support no judgement.
  static let fewest = 10

  /// Says what the stretch does.
  func shape() -> Shape {
    guard stretch.count >= StretchAnalysis.fewest, stretch.span > 0 else {
      return Shape(
        pattern: .insufficient, needed: Int64(Double(2 * StretchAnalysis.fewest - stretch.count) * stretch.interval))
    }
    if let saw = SawTooth(stretch), let trend = CornerTrend(saw) { return shape(of: saw, trend) }
    let impulses = Impulses(stretch, factor: 6, tails: 2.2)
    let bins = Bins(stretch, without: impulses.found.map(\.extent), atMost: 240)
    var shape = Shape(pattern: .steady)
    var search = ModelSearch(PiecewiseModel(bins, quantum: stretch.quantum))
    guard let best = search.run() else { return Shape(pattern: .insufficient) }
    let fit = search.withoutImmaterialSteps(best)
    let fits = search.model.fits(fit.terms)
    let range = (bins.values.max() ?? 0) - (bins.values.min() ?? 0)
    let kinks = fit.terms.compactMap { term -> Int? in if case .kink(let bin) = term { bin } else { nil } }.sorted()
    var start = kinks.last.map { bins.times[$0] } ?? 0
    for term in fit.terms {
      switch term {
      case .saturation(let bin, let constant): start = max(start, min(0.8, bins.times[bin] + 3 * constant))
      case .power, .exponential: start = max(start, 0.6)
      default: break
      }
    }
    let slope = SlopeEstimate(fits, from: start, to: 1, times: bins.times)
    let noise = slope?.noise ?? 0
    let gain = (search.alternative(to: fit)?.deviance ?? fit.deviance) - fit.deviance
    let shifts = LevelShifts(fit, bins, stretch, least: max(Quantum.material, 4 * noise, 0.08 * range))
    shape.noise = noise
    if let slope {
      shape.isLeak =
        LeakTest.passes(slope, start: start, gain: gain, bends: kinks.count, bins: bins, range: range)
        && !dimension.isSupply
      let level = zip(fit.terms, fit.coefficients).reduce(bins.base) {
        $0 + $1.0.column(bins.times)[bins.index(of: 0)] * $1.1
      }
      if slope.interval.lowerBound > 0 || slope.interval.upperBound < 0 {
        shape.trend = Trend(
          slope: slope.value / bins.hours, low: slope.interval.lowerBound / bins.hours,
          high: slope.interval.upperBound / bins.hours, first: bins.firsts[kinks.last ?? 0], last: stretch.count - 1,
          level: level)
      }
    }
    let isWave = fit.terms.contains { if case .cosine = $0 { true } else { false } }
    if isWave {
      shape.pattern = shape.isLeak ? .growth : .cyclic
      return shape
    }
    let pulses = Impulses.Excursion.merged(
      impulses.found.filter { abs($0.height) > 5 * noise }
        + shifts.pulses.filter { abs($0.height) > 6.5 * noise && abs($0.height) > 0.1 * range },
      within: max(3, stretch.count / 300))
    let isTexture = impulses.isRegular || pulses.count > 12
    var events = (isTexture ? [] : pulses).map { pulse in
      Event(
        kind: pulse.height > 0 ? .spike : .drop, index: pulse.peak, extent: pulse.extent, before: pulse.level,
        peak: pulse.level + pulse.height, after: pulse.level, significance: abs(pulse.height) / max(noise, 1))
    }
    events += shifts.found.map { shift in
      Event(
        kind: shift.size > 0 ? .stepUp : .stepDown, index: shift.position, extent: shift.position...shift.position,
        before: shift.before, peak: shift.before + shift.size, after: shift.before + shift.size,
        significance: abs(shift.size) / max(noise, 1))
    }
    events.sort { $0.index < $1.index }
    shape.events = events
    shape.changePoints = (shifts.found.map(\.position) + kinks.map { bins.firsts[$0] }).sorted()
    shape.pattern = pattern(shape, fit, bins, kinks, noise)
    if impulses.isRegular, shape.pattern == .steady { shape.pattern = .cyclic }
    return shape
  }

  /// A saw-tooth, and whether it climbs.
  private func shape(of saw: SawTooth, _ trend: CornerTrend) -> Shape {
    let leaks =
      trend.confidence > 0.98 && trend.slope > 0.15 * saw.height
      && trend.slope > Quantum.material && !dimension.isSupply
    var shape = Shape(pattern: leaks ? .growth : .cyclic, isLeak: leaks, noise: saw.noise)
    if abs(trend.slope) > trend.reach {
      shape.trend = Trend(
        slope: trend.slope / stretch.hours, low: (trend.slope - trend.reach) / stretch.hours,
        high: (trend.slope + trend.reach) / stretch.hours, first: 0, last: stretch.count - 1, level: trend.level)
    }
    return shape
  }

  private func pattern(_ shape: Shape, _ fit: Fit, _ bins: Bins, _ kinks: [Int], _ noise: Double) -> Pattern {
    if shape.isLeak { return .growth }
    let steps = shape.events.filter { $0.kind == .stepUp || $0.kind == .stepDown }
    let largest = steps.max { abs($0.magnitude) < abs($1.magnitude) }
    let corners = [0.0] + kinks.map { bins.times[$0] } + [1]
    var rises: [(start: Double, rise: Double)] = []
    for (left, right) in zip(corners, corners.dropFirst()) {
      let slope = zip(fit.terms, fit.coefficients).reduce(0) {
        $0 + $1.0.slope(from: left, to: right, times: bins.times) * $1.1
      }
      let fading = zip(fit.terms, fit.coefficients).reduce(0.0) { sum, part in
        guard case .saturation(0, _) = part.0, left == 0 else { return sum }
        return sum + part.1
      }
      rises.append((left, slope * (right - left) + fading))
    }
    if let top = rises.max(by: { $0.rise < $1.rise }), top.rise > max(Quantum.material, 4 * noise),
      top.rise > abs(largest?.magnitude ?? 0)
    {
      let curved = fit.terms.contains { if case .saturation = $0 { true } else { false } }
      if curved || rises.count > 1 { return top.start == 0 ? .warmUp : .growthStopped }
    }
    if let largest { return largest.kind == .stepUp ? .stepUp : .stepDown }
    if let event = shape.events.max(by: { abs($0.magnitude) < abs($1.magnitude) }) {
      return event.kind == .spike ? .spike : .drop
    }
    return .steady
  }
}
