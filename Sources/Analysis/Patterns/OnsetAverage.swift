/// The slope of a growth with the uncertainty about where it began included.
enum OnsetAverage {
  /// Averages over onsets and noises; nil when the growth is not one straight piece after a level.
  ///
  /// A line from the start and a kink some way from it fit much alike while the growth is small: the one that fits best is no more
  /// than a guess. Where the onset is plain, the average is that of the fitted place.
  static func slope(_ growth: Growth, _ fit: Fit, _ regression: inout Regression) -> SlopeEstimate? {
    if regression.bins.count < 40 { return corner(growth, fit, &regression) }
    let rest = growth.terms.without
    let added = growth.terms.with.dropFirst(rest.count)
    let (count, times) = (regression.bins.count, regression.bins.times)
    guard let term = added.first, added.count == 1, !rest.contains(where: \.isCurve) else { return nil }
    var places = Set((1..<20).map { $0 * count / 20 })
    switch term {
    case .line: break
    case .kink(let bin): places.formUnion([-5, -3, -2, -1, 0, 1, 2, 3, 5].map { bin + $0 })
    default: return nil
    }
    let filters = OnsetAverage.filters(growth.terms.with, &regression)
    var parts: [SlopeEstimate.Part] = []
    func add(_ term: Term, from start: Double, share: Double) {
      for filter in filters {
        guard let fit = regression.fit(rest + [term], filter) else { continue }
        parts.append((fit, start, fit.marginal(times) + Mathematics.log(share)))
      }
    }
    add(.line, from: 0, share: 1)
    // Each place stands for those around it.
    let last = count - max(3, count / 10)
    let bins = places.filter { $0 > 2 && $0 <= last }.sorted()
    for (index, bin) in bins.enumerated() {
      let width = (index + 1 < bins.count ? bins[index + 1] : last) - (index > 0 ? bins[index - 1] : 0)
      add(.kink(bin), from: times[bin], share: Double(width) / 2 / Double(count))
    }
    return SlopeEstimate(parts, to: 1, times: times)
  }

  /// The slope of a short record from its corner on: small steps on the way are of the growth, for so few values cannot part them.
  private static func corner(_ growth: Growth, _ fit: Fit, _ regression: inout Regression) -> SlopeEstimate? {
    let times = regression.bins.times
    let steps = zip(fit.terms, fit.coefficients).reduce(0.0) { sum, part in
      if case .step(let bin) = part.0, bin > growth.bin { sum + abs(part.1) } else { sum }
    }
    guard growth.bin > 0, steps > 0, steps < 0.25 * growth.rise else { return nil }
    let terms: [Term] = [.constant] + (fit.terms.contains(.line) ? [.line] : []) + [.kink(growth.bin)]
    return SlopeEstimate(regression.fits(terms), from: growth.start, to: 1, times: times)
  }

  /// The filters that matter under a model.
  private static func filters(_ terms: [Term], _ regression: inout Regression) -> [Int] {
    let times = regression.bins.times
    let fits = regression.fits(terms).map { (filter: $0.filter, weight: $0.marginal(times)) }
    let top = fits.map(\.weight).max() ?? 0
    return fits.filter { $0.weight > top - 7 }.map(\.filter)
  }
}
