/// What a model does at the end of the record: the trend that would go on.
struct Growth {
  /// When it began, 0 to 1; the part of a curve that has settled does not count.
  let start: Double
  /// The bin where it began.
  let bin: Int
  /// How many kinks the model has.
  let bends: Int
  /// The slope from the start to the end of the record.
  let slope: SlopeEstimate
  /// By how much the deviance rises without it, under the noise that then suits best: how far the trend beats wandering.
  let gain: Double
  /// The model, and what is left of it without the growth, the level first.
  let terms: (with: [Term], without: [Term])

  /// Measures the last pieces of a fit that go on alike.
  init?(_ fit: Fit, _ pieces: Pieces, _ search: inout ModelSearch) {
    let times = search.regression.bins.times
    let run = pieces.lastRun
    var start = pieces.corners[run]
    for term in fit.terms {
      switch term {
      case .saturation(let bin, let constant): start = max(start, min(0.8, times[bin] + 3 * constant))
      case .power, .exponential: start = max(start, 0.6)
      default: break
      }
    }
    guard let slope = SlopeEstimate(search.regression.fits(fit.terms), from: start, to: 1, times: times) else {
      return nil
    }
    self.start = start
    self.slope = slope
    bends = pieces.kinks.count
    bin = run > 0 ? pieces.kinks[run - 1] : 0
    // Without the growth: the kinks from its start on are gone, and the line too where it began with the record.
    let rest = fit.terms.filter { term in
      switch term {
      case .line, .power, .exponential: run > 0
      case .kink(let bin): run > 0 && bin < pieces.kinks[run - 1]
      default: true
      }
    }
    let without = [.constant] + rest.filter { $0 != .constant }
    terms = (without + fit.terms.filter { !without.contains($0) }, without)
    gain = (search.regression.best(rest)?.deviance ?? fit.deviance) - fit.deviance
  }

  /// How far the values move, kB.
  var rise: Double { slope.value * (1 - start) }
}
