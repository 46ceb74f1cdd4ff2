/// The scalar products of steps, kinks and blips after a noise filter, without passing any of them through it.
///
/// Steps and kinks are the truncated powers (t − τ)⁰₊ and (t − τ)¹₊ of the spline literature. From its bin on, such a regressor and the
/// filter together are a linear system: its state x = (value, slope, filter's state) goes from bin to bin by a matrix A, and what the
/// filter lets out is c·x. The scalar product of two that have both begun is then x'ᵀ·W·x with the observability Gramian of the bins that
/// remain, which one pass from the end finds: W(b) = c·cᵀ + Aᵀ·W(b + 1)·A. Nothing here depends on the data.
struct TruncatedPowerGram {
  /// The state x of a regressor at a bin.
  private struct State {
    /// Its value.
    var v: Double
    /// Its slope.
    var t: Double
    /// The filter's state before the bin.
    var s: Double

    static func * (one: State, other: State) -> Double { one.v * other.v + one.t * other.t + one.s * other.s }
  }

  /// The Gramian W, which is symmetric: an entry for each pair of value, slope and filter's state.
  private struct Gramian {
    var (vv, vt, vs, tt, ts, ss) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

    /// W·x for a step that begins, x = (1, 0, 0).
    var step: State { State(v: vv, t: vt, s: vs) }
    /// W·x for a kink that begins, x = (0, 1, 0).
    var kink: State { State(v: vt, t: tt, s: ts) }
  }

  /// What the filter makes of a value at a bin: its part of the next state, that of the state, and the squared scale of what comes out.
  private typealias Bin = (taken: Double, left: Double, weight: Double)

  /// Squared lengths of the steps and kinks that begin at each bin.
  let norms: (steps: PackedVector, kinks: PackedVector)
  /// The bins' times, and a last one behind them.
  private let times: [Double]
  /// One a bin, and zeros behind the last.
  private let gramians: [Gramian]
  private let bins: [Bin]
  /// The filter's state before each bin where the regressor is 1 from the first bin on, and where it is the time.
  private let whole: [(level: Double, line: Double)]
  /// What is left at each bin of a state before the first, as a number and a power of two: it may be less than the least number.
  private let fading: [(part: Double, exponent: Int)]

  /// Runs through the filter once back, for the Gramians, and once forth, for the states.
  init(_ filter: NoiseFilter, _ times: [Double]) {
    bins = times.indices.map { bin in
      let (step, lane) = (filter.steps[bin >> 2], bin & 3)
      return (step.taken[lane], step.left[lane], step.scale[lane] * step.scale[lane])
    }
    gramians = TruncatedPowerGram.gramians(bins, times)
    norms = (PackedVector(gramians.dropLast().map(\.vv)), PackedVector(gramians.dropLast().map(\.tt)))
    self.times = times + [times.last ?? 0]
    var whole = [(level: 0.0, line: 0.0)]
    var fading = [(part: 1.0, exponent: 0)]
    for bin in times.indices {
      let (taken, left, _) = bins[bin]
      whole.append((taken + left * whole[bin].level, taken * times[bin] + left * whole[bin].line))
      let part = fading[bin].part * left
      let exponent = fading[bin].exponent
      // Nothing comes through where nothing is left.
      fading.append(part > 1e-300 ? (part.significand, exponent + Int(part.exponent)) : (1, exponent - 1000))
    }
    self.whole = whole
    self.fading = fading
  }

  /// W(b) = c·cᵀ + Aᵀ·W(b + 1)·A, written out.
  ///
  /// A makes of (v, t, s) the state (v + gap·t, t, taken·v + left·s) of the next bin, and c·x is √weight·(v − s).
  private static func gramians(_ bins: [Bin], _ times: [Double]) -> [Gramian] {
    let count = times.count
    var gramians = [Gramian](repeating: Gramian(), count: count + 1)
    for bin in stride(from: count - 1, through: 0, by: -1) {
      let (next, (taken, left, weight)) = (gramians[bin + 1], bins[bin])
      let gap = bin + 1 < count ? times[bin + 1] - times[bin] : 0
      gramians[bin].vv = next.vv + taken * (2 * next.vs + taken * next.ss) + weight
      gramians[bin].vt = gap * next.vv + next.vt + taken * (gap * next.vs + next.ts)
      gramians[bin].vs = left * (next.vs + taken * next.ss) - weight
      gramians[bin].tt = gap * (gap * next.vv + 2 * next.vt) + next.tt
      gramians[bin].ts = left * (gap * next.vs + next.ts)
      gramians[bin].ss = left * left * next.ss + weight
    }
    return gramians
  }

  /// The squared length of a blip.
  func length(blip bin: Int) -> Double {
    bins[bin].weight + bins[bin].taken * bins[bin].taken * gramians[bin + 1].ss
  }

  /// The product of two different terms; nil where one of them is a curve.
  func product(_ first: Basis.Form, _ second: Basis.Form) -> Double? {
    guard let one = first.bin, let other = second.bin else { return nil }
    // Of two at the same bin, a blip comes second.
    if one > other || one == other && first.isBlip {
      return weighted(first, at: one) * state(of: second, other, at: one)
    }
    return weighted(second, at: other) * state(of: first, one, at: other)
  }

  /// The products of a term with the steps and kinks of every bin, in any order; none for a curve.
  func products(_ term: Basis.Form, _ take: (_ bin: Int, _ step: Double, _ kink: Double) -> Void) {
    guard let first = term.bin else { return }
    // Those that began before the term: each has come to a state at the term's bin.
    let weighted = weighted(term, at: first)
    let (level, line, time) = (whole[first].level, whole[first].line, times[first])
    var rest = 1.0
    for bin in stride(from: first - 1, through: 0, by: -1) {
      rest *= bins[bin].left
      let (begin, before) = (times[bin], whole[bin])
      take(
        bin, weighted * State(v: 1, t: 0, s: level - rest * before.level),
        weighted
          * State(v: time - begin, t: 1, s: line - begin * level - rest * (before.line - begin * before.level)))
    }
    // Those that begin with it or later: the term's own state goes on from bin to bin.
    var here = State(v: 0, t: 0, s: 0)
    var begin = first
    switch term {
    case .step: here.v = 1
    case .kink: here.t = 1
    default:
      take(first, weighted.v, weighted.t)
      here.s = bins[first].taken
      begin += 1
    }
    for bin in begin..<bins.count {
      take(bin, gramians[bin].step * here, gramians[bin].kink * here)
      here.s = bins[bin].taken * here.v + bins[bin].left * here.s
      here.v += here.t * (times[bin + 1] - times[bin])
    }
  }

  /// W·x for a term at the bin at which it begins.
  private func weighted(_ term: Basis.Form, at bin: Int) -> State {
    switch term {
    case .step: return gramians[bin].step
    case .kink: return gramians[bin].kink
    default:
      // A blip is 1 at its bin only: from the next on it is nothing but what the filter has taken of it.
      let (step, next, gap) = (bins[bin], gramians[bin + 1], times[bin + 1] - times[bin])
      return State(
        v: step.weight + step.taken * (next.vs + next.ss * step.taken), t: step.taken * (next.vs * gap + next.ts),
        s: step.taken * next.ss * step.left - step.weight)
    }
  }

  /// The state x of a term at its own bin or a later one.
  ///
  /// The filter is linear: its state is that of the level or line of the whole record, less what has not faded of its part before the term.
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
      return State(v: 0, t: 0, s: bin == first ? 0 : bins[first].taken * rest(first + 1, bin))
    }
  }

  /// What is left at a bin of a filter's state at an earlier one.
  private func rest(_ first: Int, _ bin: Int) -> Double {
    let exponent = fading[bin].exponent - fading[first].exponent
    // 2⁻¹⁰⁰ of anything is less than its rounding.
    guard exponent > -100 else { return 0 }
    // 2ᵉ: its exponent is kept with 1023 added, above 52 bits of the fraction.
    let power = Double(bitPattern: UInt64(1023 + exponent) << 52)
    return fading[bin].part / fading[first].part * power
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
