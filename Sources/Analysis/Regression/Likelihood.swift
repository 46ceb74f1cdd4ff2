/// How likely the bins are under a model of the mean, whatever the noise.
///
/// The noise is not known, and what wanders looks like growth now and then. The filter that fits best is a bad judge of that: it takes
/// the longest memory whenever there is any trend. The average over the filters asks how likely such a memory is beforehand, and the
/// ratio of two averages has a plain meaning: were noises as assumed, a ratio of twelve would come by chance in one record of twelve at
/// most, and in far fewer as a rule (Kass and Raftery 1995, Bayes Factors).
enum Likelihood {
  /// The logarithm of the average over the noise grid, but for a constant; the level comes first among the terms.
  static func of(_ terms: [Term], _ model: inout PiecewiseModel) -> Double {
    let parts = model.fits(terms).map { of($0, model) }
    guard let top = parts.max() else { return -.infinity }
    return top + Mathematics.log(parts.reduce(0) { $0 + Mathematics.exp($1 - top) })
  }

  /// The logarithm for one filter, with how likely that is beforehand.
  ///
  /// A memory twice as long is half as likely: most noise of counters is renewed within a few samples.
  private static func of(_ fit: Fit, _ model: PiecewiseModel) -> Double {
    let places = fit.terms.reduce(0) { $0 + $1.price - 1 }
    return fit.marginal(model.bins.times) - places / 2 * Mathematics.log(Double(fit.count))
      - Mathematics.log(1 + model.grid.parameters[fit.filter].memory)
  }
}
