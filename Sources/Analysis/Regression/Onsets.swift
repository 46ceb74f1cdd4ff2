/// The scalar products of steps, kinks and blips after a noise filter, without passing any of them through it.
///
/// From a bin on all that the filter makes of a regressor follows from three numbers there: the regressor's value, its slope and the
/// filter's state. So the products of two that go on from a bin are a bilinear form of these numbers, and the form of a bin is that of
/// the next one and the bin's own innovation. The state that a term brings along to a later bin is that of the whole level or line
/// less what fades of what came before the term. Nothing here depends on the data.
struct Onsets {
  /// What a regressor is at a bin.
  private struct State {
    /// Its value.
    var v: Double
    /// Its slope.
    var t: Double
    /// The filter's state before the bin.
    var s: Double

    static func * (one: State, other: State) -> Double { one.v * other.v + one.t * other.t + one.s * other.s }
  }

  /// The products from a bin on; each letter pair for the product of two such numbers of two regressors.
  private struct Form {
    var (vv, vt, vs, tt, ts, ss) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  }

  /// Squared lengths of the steps and kinks that begin at each bin.
  let norms: (steps: Lanes, kinks: Lanes)
  /// The bins' times, and a last one behind them.
  private let times: [Double]
  /// One a bin, and zeros behind the last.
  private var forms: [Form]
  /// By bin, what the filter makes of a value there: its part of the next state, that of the state, and the innovation's weight.
  private let steps: [(taken: Double, left: Double, weight: Double)]
  /// The filter's state before each bin where the regressor is 1, and where it is the time.
  private var whole: [(level: Double, line: Double)]
  /// What is left at each bin of a state before the first, as a number and a power of two: it may be less than the least number.
  private var fading: [(part: Double, exponent: Int)]

  /// Runs through the filter once back and once forth.
  init(_ filter: NoiseFilter, _ times: [Double]) {
    let count = times.count
    let steps = (0..<count).map { bin in
      let (step, lane) = (filter.steps[bin >> 2], bin & 3)
      return (taken: step.taken[lane], left: step.left[lane], weight: step.scale[lane] * step.scale[lane])
    }
    var forms = [Form](repeating: Form(), count: count + 1)
    for bin in stride(from: count - 1, through: 0, by: -1) {
      let (next, (taken, left, weight)) = (forms[bin + 1], steps[bin])
      let gap = bin + 1 < count ? times[bin + 1] - times[bin] : 0
      forms[bin].vv = next.vv + taken * (2 * next.vs + taken * next.ss) + weight
      forms[bin].vt = gap * next.vv + next.vt + taken * (gap * next.vs + next.ts)
      forms[bin].vs = left * (next.vs + taken * next.ss) - weight
      forms[bin].tt = gap * (gap * next.vv + 2 * next.vt) + next.tt
      forms[bin].ts = left * (gap * next.vs + next.ts)
      forms[bin].ss = left * left * next.ss + weight
    }
    var whole = [(level: 0.0, line: 0.0)]
    var fading = [(part: 1.0, exponent: 0)]
    for bin in 0..<count {
      let (taken, left, _) = steps[bin]
      whole.append((taken + left * whole[bin].level, taken * times[bin] + left * whole[bin].line))
      let part = fading[bin].part * left
      let exponent = fading[bin].exponent
      // Nothing comes through where nothing is left.
      fading.append(part > 1e-300 ? (part.significand, exponent + Int(part.exponent)) : (1, exponent - 1000))
    }
    norms = (Lanes(forms.dropLast().map(\.vv)), Lanes(forms.dropLast().map(\.tt)))
    self.times = times + [times.last ?? 0]
    self.forms = forms
    self.steps = steps
    self.whole = whole
    self.fading = fading
  }

  /// The squared length of a blip.
  func length(blip bin: Int) -> Double {
    steps[bin].weight + steps[bin].taken * steps[bin].taken * forms[bin + 1].ss
  }

  /// The product of two different terms; nil where one of them is a curve.
  func product(_ first: Basis.Form, _ second: Basis.Form) -> Double? {
    guard let one = first.bin, let other = second.bin else { return nil }
    // Of two at the same bin, a blip comes second.
    if one > other || one == other && first.isBlip {
      return weights(of: first, at: one) * state(of: second, other, at: one)
    }
    return weights(of: second, at: other) * state(of: first, one, at: other)
  }

  /// The products of a term with the steps and kinks of every bin, in any order; none for a curve.
  func products(_ term: Basis.Form, _ take: (_ bin: Int, _ step: Double, _ kink: Double) -> Void) {
    guard let first = term.bin else { return }
    let weights = weights(of: term, at: first)
    let (level, line, time) = (whole[first].level, whole[first].line, times[first])
    var rest = 1.0
    for bin in stride(from: first - 1, through: 0, by: -1) {
      rest *= steps[bin].left
      let (begin, before) = (times[bin], whole[bin])
      take(
        bin, weights * State(v: 1, t: 0, s: level - rest * before.level),
        weights
          * State(v: time - begin, t: 1, s: line - begin * level - rest * (before.line - begin * before.level)))
    }
    var here = State(v: 0, t: 0, s: 0)
    var begin = first
    switch term {
    case .step: here.v = 1
    case .kink: here.t = 1
    default:
      take(first, weights.v, weights.t)
      here.s = steps[first].taken
      begin += 1
    }
    for bin in begin..<steps.count {
      let form = forms[bin]
      take(
        bin, form.vv * here.v + form.vt * here.t + form.vs * here.s,
        form.vt * here.v + form.tt * here.t + form.ts * here.s)
      here.s = steps[bin].taken * here.v + steps[bin].left * here.s
      here.v += here.t * (times[bin + 1] - times[bin])
    }
  }

  /// What value, slope and state of a regressor count for in its product with a term that begins at a bin.
  private func weights(of term: Basis.Form, at bin: Int) -> State {
    let form = forms[bin]
    switch term {
    case .step: return State(v: form.vv, t: form.vt, s: form.vs)
    case .kink: return State(v: form.vt, t: form.tt, s: form.ts)
    default:
      let (step, next, gap) = (steps[bin], forms[bin + 1], times[bin + 1] - times[bin])
      return State(
        v: step.weight + step.taken * (next.vs + next.ss * step.taken), t: step.taken * (next.vs * gap + next.ts),
        s: step.taken * next.ss * step.left - step.weight)
    }
  }

  /// What a term is at its own bin or a later one.
  private func state(of term: Basis.Form, _ first: Int, at bin: Int) -> State {
    switch term {
    case .step:
      return State(v: 1, t: 0, s: bin == first ? 0 : whole[bin].level - rest(first, bin) * whole[first].level)
    case .kink:
      guard bin > first else { return State(v: 0, t: 1, s: 0) }
      let begin = times[first]
      let (before, now) = (whole[first], whole[bin])
      return State(
        v: times[bin] - begin, t: 1,
        s: now.line - begin * now.level - rest(first, bin) * (before.line - begin * before.level))
    default:
      return State(v: 0, t: 0, s: bin == first ? 0 : steps[first].taken * rest(first + 1, bin))
    }
  }

  /// What is left at a bin of a state at an earlier one.
  private func rest(_ first: Int, _ bin: Int) -> Double {
    let exponent = fading[bin].exponent - fading[first].exponent
    guard exponent > -100 else { return 0 }
    return fading[bin].part / fading[first].part * Double(bitPattern: UInt64(1023 + exponent) << 52)
  }
}

extension Basis.Form {
  /// Where the term begins; nil for curves.
  fileprivate var bin: Int? {
    switch self {
    case .step(let bin), .kink(let bin), .blip(let bin): bin
    case .curve: nil
    }
  }

  fileprivate var isBlip: Bool { if case .blip = self { true } else { false } }
}
