/// Looks for the model of the mean with the best criterion.
struct ModelSearch {
  var model: PiecewiseModel
  /// The most terms that are tried.
  private let limit: Int
  /// Simple models that searches begin with.
  private var starts: [[Term]] = [[.constant], [.constant, .line]]

  init(_ model: PiecewiseModel) {
    self.model = model
    limit = min(14, model.bins.count / 4)
  }

  /// The best model over all starts; nil for fewer than four bins.
  mutating func run() -> Fit? {
    guard model.bins.count >= 4, let flat = model.best([.constant]) else { return nil }
    var best = grow(flat)
    func consider(_ fit: Fit?) {
      if let fit, fit.criterion < best.criterion { best = fit }
    }
    let line = model.best([.constant, .line])
    if let line { consider(grow(line)) }
    if model.bins.count >= 12 {
      let plain = min(flat.criterion, line?.criterion ?? .infinity)
      // Two kinks that alone say much less than a line, or a curve that says no more, are not worth growing.
      if let pair = bestPair() {
        starts.append(pair.terms)
        if pair.criterion < plain + 25 { consider(grow(pair)) }
      }
      for curve in bestCurves() where curve.criterion < plain - 3 { consider(grow(curve, kinks: false)) }
      if let wave = bestWave(against: best) {
        starts.append(wave.terms)
        consider(wave)
      }
    }
    return best
  }

  /// The model that describes the record best to a reader, to whom wandering is change and a wave may shift.
  mutating func described() -> Fit? {
    model.surcharge = .description
    defer { model.surcharge = Surcharge() }
    var best: Fit?
    for terms in starts {
      guard let start = model.best(terms) else { continue }
      let grown = grow(start)
      if grown.criterion < best?.criterion ?? .infinity { best = grown }
    }
    return best
  }

  /// The model without the steps that are small against the noise: those are texture and belong to the noise.
  mutating func withoutImmaterialSteps(_ fit: Fit) -> Fit {
    var here = fit
    while true {
      let deviation = here.variance.squareRoot()
      let small = here.terms.indices.filter { index in
        guard case .step = here.terms[index] else { return false }
        return abs(here.coefficients[index]) < max(model.bins.material, 2.5 * deviation)
      }
      guard let least = small.min(by: { abs(here.coefficients[$0]) < abs(here.coefficients[$1]) }) else { return here }
      var terms = here.terms
      terms.remove(at: least)
      guard let next = model.best(terms, near: here.filter) else { return here }
      here = next
    }
  }

  /// Adds the best step or kink as long as the criterion falls, looking one addition ahead; then prunes and moves.
  private mutating func grow(_ start: Fit, kinks: Bool = true) -> Fit {
    var here = start
    var best = start
    var failures = 0
    while here.terms.count < limit, failures < 2 {
      var next: (candidate: Candidate, filter: Int, criterion: Double)?
      var tried: [[Term]] = []
      // Under the noise that suits the present, too poor, model a trend looks like wandering: so look under whiter noise too.
      for filter in model.grid.whiter(than: here.filter) {
        guard let base = filter == here.filter ? here : model.fit(here.terms, filter),
          let term = model.addition(to: base, kinks: kinks)
        else { continue }
        for more in variants(of: term, here) where !tried.contains(more) {
          tried.append(more)
          let candidate = model.candidate(here.terms + more)
          for filter in filter == here.filter ? [filter] : [here.filter, filter] {
            guard let criterion = model.trial(candidate, filter)?.criterion else { continue }
            if criterion < next?.criterion ?? .infinity { next = (candidate, filter, criterion) }
          }
        }
      }
      guard let next, let fit = model.best(next.candidate.terms, near: next.filter) else { break }
      here = fit
      if here.criterion < best.criterion {
        best = here
        failures = 0
      } else {
        failures += 1
      }
    }
    return polish(best)
  }

  /// A term to add, and for a step what may come with it: a bin between the levels, or an exponential recovery from a fall.
  private func variants(of term: Term, _ fit: Fit) -> [[Term]] {
    guard case .step(let bin) = term else { return [[term]] }
    var result = [[term], [term, .blip(bin - 1)]]
    // The step with a blip at its own bin would be the same model once more, and rounding would choose.
    if bin + 1 < model.bins.count { result.append([.step(bin + 1), .blip(bin)]) }
    if bin + 4 < model.bins.count, model.bins.count >= 12,
      model.bins.values[bin] < model.bins.values[bin - 1]
    {
      result += [0.01, 0.02, 0.04, 0.08].map { [term, .saturation(bin, $0)] }
    }
    return result
  }

  /// Moves every place to where it fits best and drops what does not pay.
  private mutating func polish(_ start: Fit) -> Fit {
    var here = start
    for _ in 0..<3 {
      var changed = false
      for index in here.terms.indices {
        guard let place = here.terms[index].place else { continue }
        for shift in [-8, -4, -2, -1, 1, 2, 4, 8] {
          let bin = place + shift
          guard bin >= 1, bin < model.bins.count - 1 else { continue }
          var terms = here.terms
          for other in terms.indices where terms[other].place == place { terms[other] = terms[other].moved(to: bin) }
          let candidate = model.candidate(terms)
          if let trial = model.trial(candidate, here.filter), trial.criterion < here.criterion - 1e-6,
            let fit = model.fit(candidate, here.filter)
          {
            here = fit
            changed = true
          }
        }
      }
      var index = 1
      while index < here.terms.count {
        var terms = here.terms
        terms.remove(at: index)
        if let trial = model.trial(model.candidate(terms), here.filter), trial.criterion < here.criterion + 40,
          let fit = model.best(terms, near: here.filter), fit.criterion < here.criterion
        {
          here = fit
          changed = true
        } else {
          index += 1
        }
      }
      guard changed else { break }
      if let fit = model.best(here.terms, near: here.filter) { here = fit }
    }
    return here
  }

  /// The best two kinks after a level: flat, ramp, flat.
  ///
  /// A search that adds one term at a time misses it.
  private mutating func bestPair() -> Fit? {
    let count = model.bins.count
    let places = Set((1..<20).map { $0 * count / 20 }).filter { $0 >= 1 && $0 < count - 1 }.sorted()
    var pairs: [[Term]] = []
    for first in places.indices {
      for second in places[(first + 1)...] { pairs.append([.constant, .kink(places[first]), .kink(second)]) }
    }
    guard let best = quickest(pairs, filters: [0, 9]) else { return nil }
    return model.best(best.terms, near: best.filter)
  }

  /// The best saturating curve, with and without a line after it, and the best accelerating curves.
  private mutating func bestCurves() -> [Fit] {
    let constants = [0.02, 0.03, 0.045, 0.07, 0.1, 0.15, 0.22, 0.32]
    let families: [[[Term]]] = [
      constants.map { [.constant, .saturation(0, $0)] },
      constants.dropLast(2).map { [.constant, .line, .saturation(0, $0)] },
      [1.5, 2, 2.5, 3].map { [.constant, .power($0)] },
      [1.5, 2.5, 3.5, 5].map { [.constant, .exponential($0)] },
    ]
    return families.compactMap { family -> Fit? in
      guard let fit = quickest(family) else { return nil }
      return model.best(fit.terms, near: fit.filter)
    }
  }

  /// The best of some models under a few filters, without a search for the noise that suits each.
  private mutating func quickest(_ models: [[Term]], filters: [Int] = [0, 5, 13]) -> Fit? {
    var best: (candidate: Candidate, filter: Int, criterion: Double)?
    for candidate in models.map({ model.candidate($0) }) {
      for filter in filters where filter < model.grid.count {
        if let criterion = model.trial(candidate, filter)?.criterion, criterion < best?.criterion ?? .infinity {
          best = (candidate, filter, criterion)
        }
      }
    }
    return best.flatMap { model.fit($0.candidate, $0.filter) }
  }

  /// The best wave with up to three harmonics on a line; nil when even before its place is found exactly it is out of reach.
  private mutating func bestWave(against other: Fit) -> Fit? {
    var models: [[Term]] = []
    for frequency in Wave.frequencies(model.bins, atMost: 3) {
      for base in [frequency, frequency / 2] where base >= 2.2 {
        model.add(Wave.columns(base, harmonics: 3, model.bins.times))
        var wave: [Term] = []
        for harmonic in 1...3 where base * Double(harmonic) < Double(model.bins.count) / 4 {
          wave += [.cosine(base * Double(harmonic)), .sine(base * Double(harmonic))]
          models.append([.constant] + wave)
        }
      }
    }
    // Those that begin alike stand together, so that each is the one before and a little more.
    models += models.map { [.constant, .line] + $0.dropFirst() }
    guard var best = quickest(models), best.criterion < other.criterion + 0.5 * Double(model.bins.count) else {
      return nil
    }
    var step = 0.1
    while step > 0.01 {
      var moved = false
      for change in [-step, step] {
        let (terms, base) = Wave.shifted(best.terms, by: change)
        model.add(Wave.columns(base, harmonics: 3, model.bins.times))
        if let fit = model.fit(terms, best.filter), fit.criterion < best.criterion {
          best = fit
          moved = true
        }
      }
      if !moved { step /= 2 }
    }
    return model.best(best.terms, near: best.filter)
  }
}
