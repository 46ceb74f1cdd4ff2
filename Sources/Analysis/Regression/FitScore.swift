/// How well a model fits, without the fit itself.
struct FitScore {
  /// Sum of squared whitened residuals, in the square of the values' unit.
  let squares: Double
  /// Twice the negative logarithm of the likelihood at its maximum, but for a constant, and what the weights add.
  let deviance: Double
  /// What decides between models: the deviance and the penalty of the terms.
  let criterion: Double
}
