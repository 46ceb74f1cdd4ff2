/// One part of a model of the mean: a column of a linear regression.
enum Term: Hashable {
  /// A level.
  case constant
  /// A straight line from 0 at the start to 1 at the end of the stretch.
  case line
  /// 0 before a bin, 1 from it on.
  case step(Int)
  /// 1 at a bin, 0 elsewhere: what lies between the levels of a step, or in neither.
  case blip(Int)
  /// 0 before a bin, then rising by 1 over the time of the whole stretch.
  case kink(Int)
  /// 0 before a bin, then approaching 1 with a time constant given as a share of the stretch.
  case saturation(Int, Double)
  /// A power of time.
  case power(Double)
  /// Exponential growth with a rate in stretches, 0 at the start and 1 at the end.
  case exponential(Double)
  /// A cosine with so many cycles in the stretch.
  case cosine(Double)
  /// A sine with so many cycles in the stretch.
  case sine(Double)

  /// The term's values at the bins.
  func column(_ times: [Double]) -> [Double] {
    switch self {
    case .constant: return [Double](repeating: 1, count: times.count)
    case .line: return times
    case .step(let bin): return times.indices.map { $0 < bin ? 0 : 1 }
    case .blip(let bin): return times.indices.map { $0 == bin ? 1 : 0 }
    case .kink(let bin):
      let start = times[bin]
      return times.indices.map { $0 < bin ? 0 : times[$0] - start }
    case .saturation(let bin, let constant):
      return [Double](repeating: 0, count: bin) + Term.exponentials(times[bin...], -1 / constant).map { 1 - $0 }
    case .power(let exponent): return times.map { Mathematics.power($0, exponent) }
    case .exponential(let rate):
      let whole = Mathematics.exp(rate) - 1
      let first = Mathematics.exp(rate * (times.first ?? 0))
      return Term.exponentials(times[...], rate).map { ($0 * first - 1) / whole }
    case .cosine(let cycles): return times.map { Mathematics.turn($0 * cycles).cosine }
    case .sine(let cycles): return times.map { Mathematics.turn($0 * cycles).sine }
    }
  }

  /// exp(rate·(t − t₀)) at some times, t₀ the first of them: one exponential for each length of step that occurs.
  private static func exponentials(_ times: ArraySlice<Double>, _ rate: Double) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(times.count)
    var value = 1.0
    var last = (gap: -1.0, factor: 1.0)
    var previous = times.first ?? 0
    for time in times {
      let gap = time - previous
      if abs(gap - last.gap) > 1e-10 * gap { last = (gap, Mathematics.exp(rate * gap)) }
      value *= gap > 0 ? last.factor : 1
      result.append(value)
      previous = time
    }
    return result
  }

  /// As how many parameters the term counts in the penalty, place and shape included.
  ///
  /// A place that is searched for counts more than a size (modified BIC of Zhang and Siegmund 2007).
  var parameters: Double {
    switch self {
    case .constant, .line, .blip: 1
    case .step: 2.25
    case .kink: 2.25
    case .saturation, .power, .exponential: 2.5
    case .cosine, .sine: 2
    }
  }

  /// Whether the term bends without a corner.
  var isCurve: Bool {
    switch self {
    case .saturation, .power, .exponential: true
    default: false
    }
  }

  /// The bin at which the term begins, where it has one.
  var place: Int? {
    switch self {
    case .step(let bin), .kink(let bin): bin
    case .saturation(let bin, _): bin > 0 ? bin : nil
    default: nil
    }
  }

  /// The same kind of term at another bin.
  func moved(to bin: Int) -> Term {
    switch self {
    case .step: .step(bin)
    case .kink: .kink(bin)
    case .saturation(_, let constant): .saturation(bin, constant)
    default: self
    }
  }

  /// The lasting slope between two times, per stretch, for a coefficient of 1; none for what fades or returns.
  func slope(from start: Double, to end: Double, times: [Double]) -> Double {
    func value(_ time: Double) -> Double {
      switch self {
      case .constant, .step, .blip, .cosine, .sine, .saturation: 0
      case .line: time
      case .kink(let bin): max(0, time - times[bin])
      case .power(let exponent): Mathematics.power(time, exponent)
      case .exponential(let rate): (Mathematics.exp(rate * time) - 1) / (Mathematics.exp(rate) - 1)
      }
    }
    return end > start ? (value(end) - value(start)) / (end - start) : 0
  }
}
