/// Two slow rises that each end in a fall of the same kind: a saw-tooth with too few teeth for statistics.
///
/// The slope of the rises is not the trend: what was released has to come off. Two falls tell how far the peaks and the troughs moved.
struct FewTeeth {
  /// The usual fall, kB.
  let height: Double
  /// From peak to peak and from trough to trough, kB a stretch.
  let slope: Double
  /// Half of the 95 % interval, kB a stretch.
  let reach: Double
  /// The line of the troughs at the start of the stretch, kB above the bins' base.
  let level: Double

  /// Takes a model with one slope and two falls alike; nil for anything else.
  init?(_ fit: Fit, _ bins: Bins, noise: Double) {
    var steps: [(bin: Int, size: Double)] = []
    for (term, size) in zip(fit.terms, fit.coefficients) {
      switch term {
      case .step(let bin): steps.append((bin, size))
      case .constant, .line, .blip: break
      default: return nil
      }
    }
    steps.sort { $0.bin < $1.bin }
    guard steps.count == 2, fit.terms.contains(.line), let first = steps.first, let second = steps.last,
      max(first.size, second.size) < 0, abs(first.size - second.size) < 0.5 * abs(first.size + second.size)
    else { return nil }
    // A blip is a bin between the levels: no corner.
    let parts = zip(fit.terms, fit.coefficients).filter { if case .blip = $0.0 { false } else { true } }
    let columns = parts.map { ($0.0.column(bins.times), $0.1) }
    func mean(_ bin: Int) -> Double { columns.reduce(0) { $0 + $1.0[bin] * $1.1 } }
    let (start, end) = (bins.times[first.bin], bins.times[second.bin])
    let period = end - start
    let height = -(first.size + second.size) / 2
    let climb = mean(second.bin - 1) - mean(first.bin)
    guard start < 1.3 * period, 1 - end < 1.3 * period, climb > 0.7 * height, height > 4 * noise else { return nil }
    self.height = height
    let peaks = mean(second.bin - 1) - mean(first.bin - 1)
    let troughs = mean(second.bin) - mean(first.bin)
    slope = (peaks + troughs) / 2 / period
    // Four corners carry the noise of a sample each, and teeth differ by a tenth as a rule; Student with two degrees of freedom.
    reach = 4.3 * (noise * noise + 0.01 * height * height).squareRoot() / period
    level = mean(first.bin) - slope * start
  }

  /// Whether the teeth climb for certain.
  var climbs: Bool { slope - reach > 0 && slope > 0.3 * height }
}
