/// Growth that is too small to win the search for a model, where one noise at a time is looked at, and that is likely all the same.
enum FaintGrowth {
  /// The model with a line or a kink more, where that is a leak's; nil when it is not, and for models with a slope or a wave.
  static func model(_ fit: Fit, _ search: inout ModelSearch) -> Fit? {
    let isLevel = fit.terms.allSatisfy { term in
      switch term {
      case .constant, .step, .blip: true
      default: false
      }
    }
    let count = search.regression.bins.count
    guard isLevel, count >= 12 else { return nil }
    // To a search for levels growth is a small step or two, of a size that nobody would be told of.
    let least = 4 * fit.variance.squareRoot()
    let rest = zip(fit.terms, fit.coefficients).compactMap { term, size -> Term? in
      if case .step = term, abs(size) < least { return nil }
      return term
    }
    let before = search.regression.logLikelihood(rest)
    let levels = rest.count < fit.terms.count ? search.regression.logLikelihood(fit.terms) : before
    var best = (terms: rest + [.line], value: search.regression.logLikelihood(rest + [.line]))
    guard best.value > before - 1 else { return nil }
    for bin in (1...12).map({ $0 * count / 20 }) where bin > 2 {
      let value = search.regression.logLikelihood(rest + [.kink(bin)])
      if value > best.value { best = (rest + [.kink(bin)], value) }
    }
    guard best.value > max(before + LeakTest.least, levels), let grown = search.regression.best(best.terms),
      let growth = Growth(grown, Pieces(grown, search.regression.bins.times), &search)
    else { return nil }
    return LeakTest.passes(growth, grown, &search.regression) ? grown : nil
  }
}
