import Analysis

/// A level that rises a little with each night, none of which shows it.
struct Drift: Sendable {
  /// kB at the end above where it began.
  let rise: Double

  /// Half of the width of the 95 % interval of ``rise``, kB.
  let halfWidth: Double

  /// The index of the first night that lies above the level before.
  let start: Int

  /// How much better than a constant a ramp explains the nights, in variances, less what nights that resemble each other pretend.
  let gain: Double

  /// How much better than a step.
  let gainOverStep: Double

  /// Whether the end lies above all that the earlier nights ever reached: caches that grow until the next reboot come back.
  let isAbove: Bool

  /// Fewer nights cannot tell a drift from chance.
  static let fewest = 15

  /// Whether it is one.
  var isCertain: Bool { rise > 0 && gain > 38 && gainOverStep > 1 && isAbove }

  /// Fits constant, step and ramp; nil for too few nights.
  init?(_ levels: [Double]) {
    let count = levels.count
    guard count > Drift.fewest else { return nil }
    let steps = zip(levels.dropFirst(), levels).map { $0 - $1 }
    let rough = OrderStatistics.deviation(steps) / 1.414_213_562 + 4
    let constant = LineFit(levels, [Double](repeating: 0, count: count), least: rough)
    var best: (fit: LineFit, start: Int, squares: Double)?
    for start in stride(from: 0, to: count - 7, by: max(1, count / 20)) {
      let fit = LineFit(levels, (0..<count).map { Double(max(0, $0 - start)) }, least: rough)
      let squares = fit.cappedSquares(at: 3 * fit.scale)
      if squares < best?.squares ?? .infinity { best = (fit, start, squares) }
    }
    guard let best else { return nil }
    let scale = best.fit.scale
    var step = Double.infinity
    for start in 3..<count {
      let fit = LineFit(levels, (0..<count).map { $0 >= start ? 1 : 0 }, least: rough)
      step = min(step, fit.cappedSquares(at: 3 * scale))
    }
    let memory = SerialCorrelation.of(best.fit.rest, around: 0, scale: scale)
    let inflation = (1 + memory) / (1 - memory)
    let unit = scale * scale * inflation
    gain = (constant.cappedSquares(at: 6 * constant.scale) - best.squares) / unit
    gainOverStep = (step - best.squares) / unit
    start = best.start
    let length = Double(count - 1 - best.start)
    rise = best.fit.slope * length
    let ramp = (0..<count).map { Double(max(0, $0 - best.start)) }
    let mean = ramp.reduce(0, +) / Double(count)
    let spread = ramp.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    halfWidth = 2.1 * scale * (inflation * (1 / Double(count) + length * length / spread)).squareRoot()
    let earlier = levels[..<max(count / 2, best.start)].sorted()
    let top = earlier[earlier.count - max(1, earlier.count >= 8 ? earlier.count / 12 : 1)]
    isAbove = OrderStatistics.median(Array(levels.suffix(max(3, count / 10)))) > top
  }
}
