/// Models that forward selection of one term at a time does not find: two kinks, curves, waves.
enum StartingModels {
  /// Two kinks whose criterion is worse than a line's by more than this are not worth growing: two places cost about as much.
  static let pairMargin = 25.0
  /// A curve whose criterion is not better than a line's by this is not worth growing.
  static let curveMargin = 3.0
  /// A wave is out of reach when, before its frequency is found exactly, its criterion is worse by this a bin: that is a residual
  /// variance of 1.6 times the best one's.
  private static let waveMargin = 0.5
  /// The fewest cycles of a wave: a model of two terms and a period and a bit less is a parabola.
  private static let fewestCycles = 2.2
  /// How many harmonics a wave may have.
  private static let harmonics = 3
  /// Two kinks are looked for at so many places.
  private static let pairPlaces = 20

  /// White noise, memories of two and of eight bins: what kinds of noise simple models are first compared under.
  private static let whiteToLong = [0, NoiseGrid.number(memoryExponent: 1), NoiseGrid.number(memoryExponent: 3)]
  /// White noise, and a memory of four bins.
  private static let whiteAndShort = [0, NoiseGrid.number(memoryExponent: 2)]

  /// Saturating curves: time constants as shares of the stretch, each about half as long again as the one before.
  private static let constants = [0.02, 0.03, 0.045, 0.07, 0.1, 0.15, 0.22, 0.32]
  /// A line after a curve is told from the curve itself only where the curve has settled within half of the stretch.
  private static let constantsBeforeLine = constants.dropLast(2)
  /// Accelerating curves.
  private static let exponents = [1.5, 2, 2.5, 3]
  private static let rates = [1.5, 2.5, 3.5, 5]

  /// The best two kinks after a level: flat, ramp, flat.
  static func pair(_ regression: inout Regression) -> Fit? {
    let count = regression.bins.count
    let places = Set((1..<pairPlaces).map { $0 * count / pairPlaces }).filter { $0 >= 1 && $0 < count - 1 }.sorted()
    var pairs: [[Term]] = []
    for first in places.indices {
      for second in places[(first + 1)...] { pairs.append([.constant, .kink(places[first]), .kink(second)]) }
    }
    return quickest(pairs, &regression, filters: whiteAndShort).flatMap { regression.best($0.terms, near: $0.filter) }
  }

  /// The best saturating curve, with and without a line after it, and the best accelerating curves.
  static func curves(_ regression: inout Regression) -> [Fit] {
    let families: [[[Term]]] = [
      constants.map { [.constant, .saturation(0, $0)] },
      constantsBeforeLine.map { [.constant, .line, .saturation(0, $0)] },
      exponents.map { [.constant, .power($0)] },
      rates.map { [.constant, .exponential($0)] },
    ]
    return families.compactMap { family -> Fit? in
      quickest(family, &regression).flatMap { regression.best($0.terms, near: $0.filter) }
    }
  }

  /// The best wave with up to three harmonics on a line; nil when even before its frequency is found exactly it is out of reach.
  static func wave(_ regression: inout Regression, against other: Fit) -> Fit? {
    let bins = regression.bins
    var models: [[Term]] = []
    for frequency in Periodogram.frequencies(bins, atMost: 3) {
      // The highest peak may be that of the second harmonic.
      for base in [frequency, frequency / 2] where base >= fewestCycles {
        regression.add(Harmonics.columns(base, harmonics: harmonics, bins.times))
        var wave: [Term] = []
        for harmonic in 1...harmonics where base * Double(harmonic) < Double(bins.count) / 4 {
          wave += [.cosine(base * Double(harmonic)), .sine(base * Double(harmonic))]
          models.append([.constant] + wave)
        }
      }
    }
    // Those that begin alike stand together, so that each is the one before and a little more.
    models += models.map { [.constant, .line] + $0.dropFirst() }
    guard var best = quickest(models, &regression), best.criterion < other.criterion + waveMargin * Double(bins.count)
    else { return nil }
    var step = 0.1
    while step > 0.01 {
      var moved = false
      for change in [-step, step] {
        let (terms, base) = Harmonics.shifted(best.terms, by: change)
        regression.add(Harmonics.columns(base, harmonics: harmonics, bins.times))
        if let fit = regression.fit(terms, best.filter), fit.criterion < best.criterion {
          best = fit
          moved = true
        }
      }
      if !moved { step /= 2 }
    }
    return regression.best(best.terms, near: best.filter)
  }

  /// The best of some models under a few filters, without a search for the noise that suits each.
  private static func quickest(
    _ models: [[Term]], _ regression: inout Regression, filters: [Int] = whiteToLong
  ) -> Fit? {
    var best: (design: Design, filter: Int, criterion: Double)?
    for terms in models {
      let design = regression.design(terms)
      for filter in filters where filter < regression.grid.count {
        if let criterion = regression.score(design, filter)?.criterion, criterion < best?.criterion ?? .infinity {
          best = (design, filter, criterion)
        }
      }
    }
    return best.flatMap { regression.fit($0.design, $0.filter) }
  }
}
