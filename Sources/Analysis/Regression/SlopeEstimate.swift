/// The slope of a model between two times, with the uncertainty about the noise included.
struct SlopeEstimate {
  /// In the values' unit a stretch.
  let value: Double
  /// Standard deviation, alike.
  let error: Double
  /// Degrees of freedom.
  let degrees: Double
  /// Lower and upper end of the 95 % interval, alike.
  let interval: ClosedRange<Double>
  /// Standard deviation of the noise of one bin, in the values' unit.
  let noise: Double

  /// A model of the mean under one noise, the time from which its slope counts, and the logarithm of its weight.
  typealias Part = (fit: Fit, start: Double, weight: Double)

  /// Averages over the noise grid, each filter weighted by its restricted likelihood.
  ///
  /// One filter alone, the best, understates the error, since correlation is underestimated in short records
  /// (Kendall 1954); the average carries that uncertainty along (Harville 1974 for the weight).
  init?(_ fits: [Fit], from start: Double, to end: Double, times: [Double]) {
    self.init(fits.map { ($0, start, $0.support / 2) }, to: end, times: times)
  }

  /// Averages over models and noises.
  init?(_ models: [Part], to end: Double, times: [Double]) {
    guard let first = models.first?.fit, let top = models.map(\.weight).max() else { return nil }
    let degrees = Double(max(1, first.count - first.terms.count))
    var parts: [(weight: Double, value: Double, error: Double, variance: Double)] = []
    var total = 0.0
    for (fit, start, logarithm) in models {
      let weight = Mathematics.exp(logarithm - top)
      guard weight > 1e-4 else { continue }
      let estimate = fit.estimate(fit.terms.map { $0.slope(from: start, to: end, times: times) })
      parts.append((weight, estimate.value, estimate.error, fit.variance))
      total += weight
    }
    let mean = parts.reduce(0) { $0 + $1.weight * $1.value } / total
    let spread =
      parts.reduce(0) {
        $0 + $1.weight * ($1.error * $1.error + ($1.value - mean) * ($1.value - mean))
      } / total
    let quantiles = [0.025, 0.975].map { share in
      SlopeEstimate.quantile(share, parts.map { ($0.weight / total, $0.value, $0.error) }, degrees, mean, spread)
    }
    value = mean
    error = spread.squareRoot()
    self.degrees = degrees
    interval = quantiles[0]...max(quantiles[0], quantiles[1])
    noise = (parts.reduce(0) { $0 + $1.weight * $1.variance } / total).squareRoot()
  }

  /// The value below which a mixture of Student distributions lies with a probability: false position, with the weight of an end
  /// that stays twice halved (the Illinois method of Dowell and Jarratt 1971).
  private static func quantile(
    _ share: Double, _ parts: [(weight: Double, value: Double, error: Double)], _ degrees: Double, _ mean: Double,
    _ spread: Double
  ) -> Double {
    func excess(_ x: Double) -> Double {
      parts.reduce(-share) {
        $0 + $1.weight * Mathematics.studentProbability(below: (x - $1.value) / max($1.error, 1e-9), degrees: degrees)
      }
    }
    let deviation = spread.squareRoot()
    // Most of the mixture is within a few deviations; sixty are beyond doubt.
    var low = mean - (share < 0.5 ? 5 : 1) * deviation - 1e-6
    var high = mean + (share < 0.5 ? 1 : 5) * deviation + 1e-6
    var (below, above) = (excess(low), excess(high))
    if below > 0 { (low, below) = (mean - 60 * deviation - 1e-6, -share) }
    if above < 0 { (high, above) = (mean + 60 * deviation + 1e-6, 1 - share) }
    var stays = 0
    for _ in 0..<60 where high - low > 1e-5 * deviation {
      let middle = (low * above - high * below) / (above - below)
      let value = excess(middle)
      if abs(value) < 1e-7 { return middle }
      if value < 0 {
        (low, below) = (middle, value)
        if stays > 0 { above /= 2 }
        stays = 1
      } else {
        (high, above) = (middle, value)
        if stays < 0 { below /= 2 }
        stays = -1
      }
    }
    return (low + high) / 2
  }

  /// The estimate in multiples of its standard deviation.
  var strength: Double { value / max(error, 1e-9) }
}
