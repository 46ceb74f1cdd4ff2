/// Looks for the model of the mean with the best criterion.
struct ModelSearch {
  private(set) var model: PiecewiseModel
  /// The most terms that are tried.
  private let limit: Int

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
    if let line = model.best([.constant, .line]) { consider(grow(line)) }
    if model.bins.count >= 12 {
      if let pair = bestPair() { consider(grow(pair)) }
      for curve in bestCurves() { consider(grow(curve, kinks: false)) }
      consider(bestWave())
    }
    return best
  }

  /// Adds the best step or kink as long as the criterion falls, looking one addition ahead; then prunes and moves.
  private mutating func grow(_ start: Fit, steps: Bool = true, kinks: Bool = true) -> Fit {
    var here = start
    var best = start
    var failures = 0
    while here.terms.count < limit, failures < 2 {
      var next: Fit?
      // Under the noise that suits the present, too poor, model a trend looks like wandering: so look under whiter noise too.
      for filter in Set([here.filter, 0, min(9, model.grid.filters.count - 1)]).sorted() {
        guard let base = filter == here.filter ? here : model.fit(here.terms, filter),
          let term = model.addition(to: base, steps: steps, kinks: kinks),
          let fit = model.best(here.terms + [term], near: here.filter)
        else { continue }
        for fit in [fit] + recoveries(fit) where fit.criterion < next?.criterion ?? .infinity { next = fit }
      }
      guard let next else { break }
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

  /// A fall that was just added, with an exponential recovery from it: a service that was started again.
  private func recoveries(_ fit: Fit) -> [Fit] {
    guard case .step(let bin)? = fit.terms.last, let size = fit.coefficients.last, size < 0, bin + 4 < model.bins.count
    else { return [] }
    return [0.01, 0.02, 0.04, 0.08].compactMap { model.fit(fit.terms + [.saturation(bin, $0)], fit.filter) }
      .min { $0.squares < $1.squares }.flatMap { model.best($0.terms, near: $0.filter) }.map { [$0] } ?? []
  }

  /// Moves every place to where it fits best and drops what does not pay.
  private func polish(_ start: Fit) -> Fit {
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
          if let fit = model.fit(terms, here.filter), fit.criterion < here.criterion - 1e-6 {
            here = fit
            changed = true
          }
        }
      }
      var index = 1
      while index < here.terms.count {
        var terms = here.terms
        terms.remove(at: index)
        if let fit = model.best(terms, near: here.filter), fit.criterion < here.criterion {
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
  private func bestPair() -> Fit? {
    let count = model.bins.count
    let places = Set((1..<20).map { $0 * count / 20 }).filter { $0 >= 1 && $0 < count - 1 }.sorted()
    var best: Fit?
    for filter in [0, 9] where filter < model.grid.filters.count {
      for first in places.indices {
        for second in places.indices where second > first {
          if let fit = model.fit([.constant, .kink(places[first]), .kink(places[second])], filter),
            fit.criterion < best?.criterion ?? .infinity
          {
            best = fit
          }
        }
      }
    }
    return best.flatMap { model.best($0.terms, near: $0.filter) }
  }

  /// The best saturating curve, with and without a line after it, and the best accelerating curves.
  private func bestCurves() -> [Fit] {
    let constants = [0.02, 0.03, 0.045, 0.07, 0.1, 0.15, 0.22, 0.32]
    let families: [[[Term]]] = [
      constants.map { [.constant, .saturation(0, $0)] },
      constants.dropLast(2).map { [.constant, .line, .saturation(0, $0)] },
      [1.5, 2, 2.5, 3].map { [.constant, .power($0)] },
      [1.5, 2.5, 3.5, 5].map { [.constant, .exponential($0)] },
    ]
    return families.compactMap { family in
      family.compactMap { model.best($0) }.min { $0.criterion < $1.criterion }
    }
  }

  /// The best wave with up to three harmonics on a line.
  private func bestWave() -> Fit? {
    var best: Fit?
    for frequency in Wave.frequencies(model.bins, atMost: 3) {
      for base in [frequency, frequency / 2] where base >= 1.8 {
        for line: [Term] in [[.constant], [.constant, .line]] {
          var terms = line
          for harmonic in 1...3 where base * Double(harmonic) < Double(model.bins.count) / 4 {
            let cycles = base * Double(harmonic)
            terms += [.cosine(cycles), .sine(cycles)]
            if let fit = model.best(terms, near: best?.filter), fit.criterion < best?.criterion ?? .infinity {
              best = fit
            }
          }
        }
      }
    }
    guard var best else { return nil }
    var step = 0.05
    while step > 0.01 {
      var moved = false
      for change in [-step, step] {
        guard let base = best.terms.compactMap({ if case .cosine(let cycles) = $0 { cycles } else { nil } }).min()
        else { break }
        let factor = (base + change) / base
        let terms = best.terms.map { term in
          switch term {
          case .cosine(let cycles): Term.cosine(cycles * factor)
          case .sine(let cycles): Term.sine(cycles * factor)
          default: term
          }
        }
        if let fit = model.best(terms, near: best.filter), fit.criterion < best.criterion {
          best = fit
          moved = true
        }
      }
      if !moved { step /= 2 }
    }
    return best
  }
}
