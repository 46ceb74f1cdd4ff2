/// The search for the model of the mean with the best criterion: forward selection from several starting models, then backward
/// elimination and a search for better places.
///
/// 1. From a level and from a line, and from whichever of the ``StartingModels`` come near, terms are added one at a time (``grow(_:kinks:)``).
/// 2. The best of what was met on the way is polished: each place moves while that helps, each term that does not pay goes (``polish(_:)``).
/// 3. The best of all that is the model.
struct ModelSearch {
  /// The most terms of a model: the record has to be four bins a term at least, and a reader wants no more.
  private static let mostTerms = 14
  /// How many additions in a row may make the criterion worse: the first half of a pulse or a plateau does not pay without the second.
  private static let lookahead = 2
  /// How many times a model is polished; three rounds are hardly ever needed.
  private static let polishingRounds = 3
  /// How far a place is moved at once, bins.
  private static let shifts = [-8, -4, -2, -1, 1, 2, 4, 8]
  /// A term whose removal costs more than this under the present noise is not looked at under others: they differ by less as a rule.
  private static let hopeless = 40.0
  /// Recoveries from a fall that are tried, time constants as shares of the stretch.
  private static let recoveries = [0.01, 0.02, 0.04, 0.08]
  /// Curves, waves and recoveries are not told from steps in fewer bins.
  static let fewestForCurves = 12

  var regression: Regression
  private let limit: Int
  /// Simple models that searches begin with.
  private var starts: [[Term]] = [[.constant], [.constant, .line]]

  /// Prepares a search.
  init(_ regression: Regression) {
    self.regression = regression
    limit = min(ModelSearch.mostTerms, regression.bins.count / 4)
  }

  /// The best model over all starts; nil for fewer than four bins.
  mutating func run() -> Fit? {
    guard regression.bins.count >= 4, let flat = regression.best([.constant]) else { return nil }
    var best = grow(flat)
    func consider(_ fit: Fit?) {
      if let fit, fit.criterion < best.criterion { best = fit }
    }
    let line = regression.best([.constant, .line])
    if let line { consider(grow(line)) }
    if regression.bins.count >= ModelSearch.fewestForCurves {
      let plain = min(flat.criterion, line?.criterion ?? .infinity)
      if let pair = StartingModels.pair(&regression) {
        starts.append(pair.terms)
        if pair.criterion < plain + StartingModels.pairMargin { consider(grow(pair)) }
      }
      for curve in StartingModels.curves(&regression) where curve.criterion < plain - StartingModels.curveMargin {
        consider(grow(curve, kinks: false))
      }
      if let wave = StartingModels.wave(&regression, against: best) {
        starts.append(wave.terms)
        consider(wave)
      }
    }
    return best
  }

  /// The model that describes the record best to a reader, to whom wandering is change and a wave may shift.
  mutating func described() -> Fit? {
    regression.weights = .description
    defer { regression.weights = .inference }
    var best: Fit?
    for terms in starts {
      guard let start = regression.best(terms) else { continue }
      let grown = grow(start)
      if grown.criterion < best?.criterion ?? .infinity { best = grown }
    }
    return best
  }

  /// The model without the steps that are small against the noise, 2.5 deviations of a bin: those are texture and belong to the noise.
  mutating func withoutImmaterialSteps(_ fit: Fit) -> Fit {
    var here = fit
    while true {
      let deviation = here.variance.squareRoot()
      let small = here.terms.indices.filter { index in
        guard case .step = here.terms[index] else { return false }
        return abs(here.coefficients[index]) < max(regression.bins.material, 2.5 * deviation)
      }
      guard let least = small.min(by: { abs(here.coefficients[$0]) < abs(here.coefficients[$1]) }) else { return here }
      var terms = here.terms
      terms.remove(at: least)
      guard let next = regression.best(terms, near: here.filter) else { return here }
      here = next
    }
  }

  /// Forward selection: adds the best step or kink as long as the criterion falls, looking one addition ahead.
  private mutating func grow(_ start: Fit, kinks: Bool = true) -> Fit {
    var here = start
    var best = start
    var failures = 0
    while here.terms.count < limit, failures < ModelSearch.lookahead, let next = addition(to: here, kinks: kinks) {
      here = next
      if here.criterion < best.criterion {
        best = here
        failures = 0
      } else {
        failures += 1
      }
    }
    return polish(best)
  }

  /// A model with one term more, or with a step and what comes with it: the best by the criterion; nil where none has a fit.
  ///
  /// Under the noise that suits the present, too poor, model a trend looks like wandering: so places are looked for under whiter noise too.
  private mutating func addition(to here: Fit, kinks: Bool) -> Fit? {
    var next: (design: Design, filter: Int, criterion: Double)?
    var tried: [[Term]] = []
    for filter in regression.grid.whiter(than: here.filter) {
      guard let base = filter == here.filter ? here : regression.fit(here.terms, filter),
        let term = regression.addition(to: base, kinks: kinks)
      else { continue }
      for more in variants(of: term) where !tried.contains(more) {
        tried.append(more)
        let design = regression.design(here.terms + more)
        for filter in filter == here.filter ? [filter] : [here.filter, filter] {
          guard let criterion = regression.score(design, filter)?.criterion else { continue }
          if criterion < next?.criterion ?? .infinity { next = (design, filter, criterion) }
        }
      }
    }
    return next.flatMap { regression.best($0.design.terms, near: $0.filter) }
  }

  /// A term to add, and for a step what may come with it: a bin between the levels, or an exponential recovery from a fall.
  private func variants(of term: Term) -> [[Term]] {
    guard case .step(let bin) = term else { return [[term]] }
    let bins = regression.bins
    var result = [[term], [term, .blip(bin - 1)]]
    // The step with a blip at its own bin would be the same model once more, and rounding would choose.
    if bin + 1 < bins.count { result.append([.step(bin + 1), .blip(bin)]) }
    if bin + 4 < bins.count, bins.count >= ModelSearch.fewestForCurves, bins.values[bin] < bins.values[bin - 1] {
      result += ModelSearch.recoveries.map { [term, .saturation(bin, $0)] }
    }
    return result
  }

  /// Moves every place to where it fits best and drops what does not pay.
  private mutating func polish(_ start: Fit) -> Fit {
    var here = start
    for _ in 0..<ModelSearch.polishingRounds {
      let isMoved = move(&here)
      let isCut = cut(&here)
      guard isMoved || isCut else { break }
      if let fit = regression.best(here.terms, near: here.filter) { here = fit }
    }
    return here
  }

  /// Moves every place to where it fits best, under the same noise; says whether any moved.
  private mutating func move(_ here: inout Fit) -> Bool {
    var isMoved = false
    for index in here.terms.indices {
      guard let place = here.terms[index].place else { continue }
      for shift in ModelSearch.shifts {
        let bin = place + shift
        guard bin >= 1, bin < regression.bins.count - 1 else { continue }
        let design = regression.design(here.terms.map { $0.place == place ? $0.moved(to: bin) : $0 })
        if let score = regression.score(design, here.filter), score.criterion < here.criterion - 1e-6,
          let fit = regression.fit(design, here.filter)
        {
          here = fit
          isMoved = true
        }
      }
    }
    return isMoved
  }

  /// Backward elimination: drops each term, but the first, without which the criterion is better; says whether any went.
  private mutating func cut(_ here: inout Fit) -> Bool {
    var isCut = false
    var index = 1
    while index < here.terms.count {
      var terms = here.terms
      terms.remove(at: index)
      if let score = regression.score(regression.design(terms), here.filter),
        score.criterion < here.criterion + ModelSearch.hopeless,
        let fit = regression.best(terms, near: here.filter), fit.criterion < here.criterion
      {
        here = fit
        isCut = true
      } else {
        index += 1
      }
    }
    return isCut
  }
}
