/// Whether a growth has the marks of a leak: sustained, likely, material, not fading.
enum LeakTest {
  /// The logarithm of how much more likely than anything else a leak has to be: twelve times.
  static let least = 2.5

  /// Judges a growth of a model.
  ///
  /// Twenty or thirty samples of wandering noise often look like a line, and with a bend or a wave in it nearly always like something:
  /// so a short record has to show more, in a straight line, and very much more where the line has a bend. One that stands still but for a
  /// few jumps tells as little, however long. A growth has to show in what the steps leave of the range, and beside the steps too: what
  /// came up at once goes on creeping for a while.
  static func passes(_ growth: Growth, _ fit: Fit, _ regression: inout Regression) -> Bool {
    let bins = regression.bins
    let isWave = fit.terms.contains { if case .cosine = $0 { true } else { false } }
    let isBent = bins.count < 40 && (growth.bends > 0 || isWave)
    if isBent, isWave || growth.slope.strength < 8 { return false }
    let range = (bins.values.max() ?? 0) - (bins.values.min() ?? 0)
    guard 1 - growth.start >= 0.12,
      growth.rise
        > max(
          bins.material, 1.5 * growth.slope.noise, 0.25 * fit.rangeWithoutSteps(bins.values), 0.1 * range,
          0.25 * fit.largestStepUp(after: growth.bin))
    else { return false }
    let moves = zip(bins.values, bins.values.dropFirst()).count { $0 != $1 }
    if moves < 40, growth.slope.strength <= 4 { return false }
    return evidence(growth, &regression) > (isBent ? 12 : moves < 40 ? 6 : least)
  }

  /// The slowest growth from the start of a record without any that would have passed, kB a stretch, in nine records of ten.
  ///
  /// A slope of some four standard errors is likely enough, and an estimate falls short of the truth by 1.3 of them once in ten.
  static func visible(_ regression: inout Regression, range: Double) -> Double? {
    let bins = regression.bins
    guard let line = SlopeEstimate(regression.fits([.constant, .line]), from: 0, to: 1, times: bins.times) else {
      return nil
    }
    let errors = bins.count < 40 ? 6.5 : 5.5
    return max(errors * line.error, bins.material, 1.5 * line.noise, 0.35 * range)
  }

  /// The logarithm of the ratio of likelihoods against the likeliest of the explanations without the growth.
  ///
  /// One is the model without the growth. But where bends and steps were chosen to make room for a growth, noise around a level may be
  /// the better story, with the steps or without them.
  static func evidence(_ growth: Growth, _ regression: inout Regression) -> Double {
    var others = [growth.terms.without]
    let level = growth.terms.without.filter { term in
      switch term {
      case .line, .power, .exponential, .kink: false
      default: true
      }
    }
    for other in [level, [.constant]] where !others.contains(other) { others.append(other) }
    let likelihood = regression.logLikelihood(growth.terms.with)
    return others.reduce(Double.infinity) { min($0, likelihood - regression.logLikelihood($1)) }
  }
}
