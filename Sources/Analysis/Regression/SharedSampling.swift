/// The workspace that series sampled at the same times share: the noise filters and the scalar products of regressors, which depend on
/// the times only and are most of the work.
struct SharedSampling {
  private var regression: Regression?

  /// Starts without any series.
  init() {}

  /// A regression of bins, with what is known about their times if they are those of the series before.
  func regression(_ bins: Bins, grain: Double) -> Regression { Regression(bins, grain: grain, like: regression) }

  /// Takes over what a series' regression found out about the times.
  ///
  /// - Parameters:
  ///   - regression: of a series that is done with.
  ///   - areAllIn: whether all samples went into the bins: what is left out differs from series to series, so that others will hardly
  ///     be sampled like it.
  mutating func keep(_ regression: consuming Regression, areAllIn: Bool) {
    guard self.regression == nil || areAllIn else { return }
    regression.forget()
    self.regression = regression
  }
}
