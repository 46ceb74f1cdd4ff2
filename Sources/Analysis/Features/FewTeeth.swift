/// A few slow rises that each end in a fall of the same kind: a saw-tooth with too few teeth for statistics.
///
/// The slope of the rises is not the trend: what was released has to come off. The falls tell how far the peaks and the troughs moved.
struct FewTeeth {
  /// The usual fall, kB.
  let height: Double
  /// From peak to peak and from trough to trough, kB a stretch.
  let slope: Double
  /// Half of the 95 % interval, kB a stretch.
  let reach: Double
  /// The line of the troughs at the start of the stretch, kB above the bins' base.
  let level: Double

  /// Takes a model with one slope and two to six falls alike; nil for anything else.
  init?(_ fit: Fit, _ bins: Bins, noise: Double) {
    guard let falls = FewTeeth.falls(fit), FewTeeth.areAlike(falls.map(\.size)) else { return nil }
    // A blip is a bin between the levels: no corner.
    let parts = zip(fit.terms, fit.coefficients).filter { if case .blip = $0.0 { false } else { true } }
    let columns = parts.map { ($0.0.column(bins.times), $0.1) }
    func mean(_ bin: Int) -> Double { columns.reduce(0) { $0 + $1.0[bin] * $1.1 } }
    let times = falls.map { bins.times[$0.last] }
    let periods = zip(times.dropFirst(), times).map { $0 - $1 }
    let period = periods.reduce(0, +) / Double(periods.count)
    let height = falls.reduce(0) { $0 + $1.size } / Double(falls.count)
    let climbs = zip(falls.dropFirst(), falls).map { mean($0.first - 1) - mean($1.last) }
    let climb = climbs.reduce(0, +) / Double(climbs.count)
    guard let start = times.first, let end = times.last, start < 1.3 * period, 1 - end < 1.3 * period,
      FewTeeth.areAlike(periods), climb > 0.7 * height, falls.count == 2 || height > FewTeeth.release * climb,
      height > 4 * noise
    else { return nil }
    self.height = height
    let peaks = falls.map { mean($0.first - 1) }
    let troughs = falls.map { mean($0.last) }
    let center = times.reduce(0, +) / Double(times.count)
    let spread = times.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    func slope(_ values: [Double]) -> Double {
      zip(times, values).reduce(0) { $0 + ($1.0 - center) * $1.1 } / spread
    }
    func squares(_ values: [Double]) -> Double {
      let (mean, slope) = (values.reduce(0, +) / Double(values.count), slope(values))
      return zip(times, values).reduce(0) {
        let residual = $1.1 - mean - slope * ($1.0 - center)
        return $0 + residual * residual
      }
    }
    self.slope = (slope(peaks) + slope(troughs)) / 2
    // Corners carry the noise of a sample each, and teeth differ by a tenth as a rule: that counts for two corners, beside what they show.
    let degrees = Double(2 * (falls.count - 2) + 2)
    let variance = (squares(peaks) + squares(troughs) + 2 * (noise * noise + 0.01 * height * height)) / degrees
    reach = Mathematics.student95(degrees: degrees) * (variance / (2 * spread)).squareRoot()
    level = mean(falls[0].last) - self.slope * start
  }

  /// More teeth are a saw-tooth, with statistics of its own.
  private static let most = 6
  /// What gives back less than so much of what each tooth rose by is a growth with some falls.
  private static let release = 0.6

  /// A bend of the rises, or a step beside the falls, that is less than this share of them is how the model reached the corners.
  private static let leeway = 0.3

  /// The falls of a model with one slope: the first and the last bin of each, and its size; nil where there are too few, too many, or other things.
  ///
  /// A fall that takes some bins is several steps of the model.
  private static func falls(_ fit: Fit) -> [(first: Int, last: Int, size: Double)]? {
    let parts = zip(fit.terms, fit.coefficients)
    guard let line = parts.first(where: { $0.0 == .line })?.1, line > 0 else { return nil }
    var steps: [(first: Int, last: Int, size: Double)] = []
    for (term, size) in parts {
      switch term {
      case .step(let bin): steps.append((bin, bin, -size))
      case .kink: guard abs(size) < leeway * line else { return nil }
      case .constant, .line, .blip: break
      default: return nil
      }
    }
    var merged: [(first: Int, last: Int, size: Double)] = []
    for step in steps.sorted(by: { $0.first < $1.first }) {
      if let last = merged.last, step.first - last.last <= 2 {
        merged[merged.count - 1] = (last.first, step.last, last.size + step.size)
      } else {
        merged.append(step)
      }
    }
    let largest = merged.map(\.size).max() ?? 0
    let falls = merged.filter { $0.size > 0.5 * largest }
    guard (2...most).contains(falls.count), (falls.first?.first ?? 0) > 0,
      merged.allSatisfy({ $0.size > 0.5 * largest || abs($0.size) < leeway * largest })
    else { return nil }
    return falls
  }

  /// Whether numbers differ from their mean by less than half.
  private static func areAlike(_ values: [Double]) -> Bool {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.allSatisfy { abs($0 - mean) < 0.5 * mean }
  }

  /// Whether the teeth climb for certain.
  var climbs: Bool { slope - reach > 0 && slope > 0.3 * height }
}
