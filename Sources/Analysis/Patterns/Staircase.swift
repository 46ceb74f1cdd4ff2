/// A leak that comes in steps: five or more, all upwards, spread over the record, none of them most of the rise.
///
/// Beside a slope two are enough: steps and slope together are the pace, and neither goes on without the other. What stands still most of the
/// time has no slope, whatever line fits it: a few jobs that each took some memory look like that.
enum Staircase {
  /// The straight line through the stairs, when there are stairs.
  static func line(_ fit: Fit, _ search: inout ModelSearch, range: Double) -> Fit? {
    let bins = search.regression.bins
    let steps = zip(fit.terms, fit.coefficients).compactMap { term, size -> (time: Double, size: Double)? in
      if case .step(let bin) = term { (bins.times[bin], size) } else { nil }
    }.sorted { $0.time < $1.time }
    let slope = zip(fit.terms, fit.coefficients).first { $0.0 == .line }?.1 ?? 0
    let moves = zip(bins.values, bins.values.dropFirst()).count { $0 != $1 }
    let isSloped = slope > 0.2 * range && 2 * moves >= bins.count
    guard steps.count >= (isSloped ? 2 : 5), steps.allSatisfy({ $0.size > 0 }), let first = steps.first,
      let last = steps.last, last.time - first.time > (isSloped ? 0.3 : 0.5)
    else { return nil }
    let total = steps.reduce(max(0, slope)) { $0 + $1.size }
    let late = steps.filter { $0.time > 0.5 }.reduce(max(0, slope) / 2) { $0 + $1.size }
    guard total > 0.6 * range, steps.allSatisfy({ $0.size < 0.4 * total }), late > 0.25 * total else { return nil }
    return search.regression.best([.constant, .line])
  }
}
