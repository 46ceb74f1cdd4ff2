/// Whether a growth bends between its first and its second half: a forecast by one straight line would then be too sure.
struct Curvature {
  /// The slope of the first half, kB a stretch.
  let early: Double
  /// The slope of the second half, with its uncertainty.
  let late: SlopeEstimate

  /// nil where a straight line says as much.
  ///
  /// Half of the growth has to be eight bins at least. Where the model has neither corner nor curve in it, a corner in the middle is
  /// tried: its size has to be 2.5 standard errors from zero, which chance does once in eighty straight growths. What does not change
  /// the slope by a tenth is none.
  init?(_ growth: Growth, _ fit: Fit, _ search: inout ModelSearch) {
    let times = search.regression.bins.times
    let middle = (growth.start + 1) / 2
    guard let bin = times.firstIndex(where: { $0 >= middle }), times.count - bin >= 8,
      bin - (times.firstIndex { $0 >= growth.start } ?? 0) >= 8
    else { return nil }
    var terms = fit.terms
    let isBent = terms.contains { term in
      if case .kink(let corner) = term { times[corner] > growth.start } else { term.isCurve }
    }
    if !isBent {
      guard let bent = search.regression.best(terms + [.kink(bin)], near: fit.filter) else {
        return nil
      }
      terms = bent.terms
      let corner = bent.estimate(terms.map { $0 == .kink(bin) ? 1 : 0 })
      guard abs(corner.value) > 2.5 * corner.error else { return nil }
    }
    let fits = search.regression.fits(terms)
    guard let early = SlopeEstimate(fits, from: growth.start, to: times[bin], times: times),
      let late = SlopeEstimate(fits, from: times[bin], to: 1, times: times),
      abs(late.value - early.value) > 0.1 * growth.slope.value
    else { return nil }
    self.early = early.value
    self.late = late
  }
}
