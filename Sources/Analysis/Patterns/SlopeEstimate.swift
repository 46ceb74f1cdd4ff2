/// The slope of a model between two times, with the uncertainty about the noise included.
struct SlopeEstimate {
  /// kB a stretch.
  let value: Double
  /// Standard deviation, kB a stretch.
  let error: Double
  /// Degrees of freedom.
  let degrees: Double
  /// Lower and upper end of the 95 % interval, kB a stretch.
  let interval: ClosedRange<Double>
  /// Standard deviation of the noise of one bin, kB.
  let noise: Double

  /// Averages over the noise grid, each filter weighted by its restricted likelihood.
  ///
  /// One filter alone, the best, understates the error, since correlation is underestimated in short records
  /// (Kendall 1954); the average carries that uncertainty along (Harville 1974 for the weight).
  init?(_ fits: [Fit], from start: Double, to end: Double, times: [Double]) {
    guard let terms = fits.first?.terms, let top = fits.map(\.support).max() else { return nil }
    let weights = terms.map { $0.slope(from: start, to: end, times: times) }
    let degrees = Double(max(1, (fits.first?.count ?? 1) - terms.count))
    var parts: [(weight: Double, value: Double, error: Double, variance: Double)] = []
    var total = 0.0
    for fit in fits {
      let weight = Mathematics.exp((fit.support - top) / 2)
      guard weight > 1e-4 else { continue }
      let estimate = fit.estimate(weights)
      parts.append((weight, estimate.value, estimate.error, fit.variance))
      total += weight
    }
    let mean = parts.reduce(0) { $0 + $1.weight * $1.value } / total
    let spread =
      parts.reduce(0) {
        $0 + $1.weight * ($1.error * $1.error + ($1.value - mean) * ($1.value - mean))
      } / total
    func probability(_ x: Double) -> Double {
      parts.reduce(0) {
        $0 + $1.weight * Mathematics.studentProbability(below: (x - $1.value) / max($1.error, 1e-9), degrees: degrees)
      } / total
    }
    func quantile(_ share: Double) -> Double {
      var low = mean - 60 * spread.squareRoot() - 1e-6
      var high = mean + 60 * spread.squareRoot() + 1e-6
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if probability(middle) < share { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
    value = mean
    error = spread.squareRoot()
    self.degrees = degrees
    interval = quantile(0.025)...max(quantile(0.025), quantile(0.975))
    noise = (parts.reduce(0) { $0 + $1.weight * $1.variance } / total).squareRoot()
  }

  /// The estimate in multiples of its standard deviation.
  var strength: Double { value / max(error, 1e-9) }
}
