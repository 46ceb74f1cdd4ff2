/// The one word for a stretch that does not grow to its end.
struct PatternChoice {
  /// The word.
  let pattern: Pattern
  /// For growth that stopped: from when to when it went on, 0 to 1 over the stretch.
  let growth: ClosedRange<Double>?

  /// A rise that ended before steps, steps before excursions, the largest first.
  init(
    _ fit: Fit, _ pieces: Pieces, _ growth: Growth, _ happenings: Happenings, _ bins: Bins, range: Double
  ) {
    let noise = growth.slope.noise
    let material = bins.material
    let steps = happenings.events.filter { $0.kind == .stepUp || $0.kind == .stepDown }
    let largest = steps.max { abs($0.magnitude) < abs($1.magnitude) }
    let saturation = zip(fit.terms, fit.coefficients).reduce(0.0) { sum, part in
      if case .saturation(0, _) = part.0 { sum + part.1 } else { sum }
    }
    var rises = pieces.slopes.indices.map(pieces.rise)
    rises[0] += saturation
    let top = rises.indices.max { rises[$0] < rises[$1] } ?? 0
    let falls = steps.filter { $0.kind == .stepDown }.map { (bins.times[bins.index(of: $0.index)], $0.magnitude) }
    if saturation == 0, rises[top] > max(material, 4 * noise, 0.3 * range),
      let span = pieces.release(of: top, falls)
    {
      pattern = .growthStopped
      self.growth = span
      return
    }
    // What has lost half of what it had gained has not levelled off, and is more than a step.
    let isGivenBack = bins.givenBack > 0.5 && rises[top] > max(material, 4 * noise, 0.5 * range)
    let least = isGivenBack ? 0 : max(material, 4 * noise, abs(largest?.magnitude ?? 0))
    if top > 0, top == rises.count - 1, !isGivenBack, rises[top] > max(least, 0.25 * range), growth.slope.strength > 4,
      1 - growth.start >= 0.12
    {
      // What goes on to the end has not stopped, whether it is proven or not; the last moments tell neither.
      (pattern, self.growth) = (.growth, nil)
      return
    }
    if rises[top] > least, saturation > 0 || rises.count > 1 || isGivenBack {
      pattern = top == 0 && !isGivenBack ? .warmUp : .growthStopped
      self.growth = pattern == .warmUp ? nil : pieces.corners[top]...pieces.corners[top + 1]
      return
    }
    self.growth = nil
    if let largest {
      pattern = largest.kind == .stepUp ? .stepUp : .stepDown
    } else if let event = happenings.events.max(by: { abs($0.magnitude) < abs($1.magnitude) }) {
      pattern = event.kind == .spike ? .spike : .drop
    } else if growth.slope.strength < -5, growth.gain > 15,
      -growth.rise > max(material, 3 * noise, 0.5 * range)
    {
      // A long fall: the level at the end is a lower one, whatever the way.
      pattern = .stepDown
    } else if let deepest = rises.min(), -deepest > max(material, 4 * noise, 0.5 * range),
      bins.values[0] - bins.values[bins.values.count - 1] > 0.5 * range
    {
      // A fall that ended: the same.
      pattern = .stepDown
    } else {
      pattern = happenings.isRegular ? .cyclic : .steady
    }
  }
}
