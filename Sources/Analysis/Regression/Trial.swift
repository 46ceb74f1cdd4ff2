/// What the fit of a model amounts to.
struct Trial {
  /// Sum of squared whitened residuals, kB².
  let squares: Double
  /// Twice the negative logarithm of the likelihood at its maximum, but for a constant, and the surcharge.
  let deviance: Double
  /// What decides between models: the deviance and the price of the terms.
  let criterion: Double
}
