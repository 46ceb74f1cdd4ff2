/// The trend under a saw-tooth: lines through its peaks and through its troughs.
struct CornerTrend {
  /// kB a stretch.
  let slope: Double
  /// Standard error, kB a stretch.
  let error: Double
  /// Half of the 95 % interval, kB a stretch.
  let reach: Double
  /// The probability that the slope is above zero.
  let confidence: Double
  /// The line's value at the start of the stretch, kB.
  let level: Double

  /// Weighs the two lines by their precision; partial teeth at the ends never enter.
  init?(_ saw: SawTooth) {
    guard let peaks = CornerTrend.line(saw.peaks), let troughs = CornerTrend.line(saw.troughs) else { return nil }
    // The two spreads are alike as a rule, and few teeth tell them apart badly: so each borrows from the other.
    let degrees = Double(saw.peaks.count - 2)
    let shared = (peaks.squares + troughs.squares) / (2 * degrees)
    let a = max((peaks.squares + 4 * shared) / (degrees + 4), 1e-8 * saw.height * saw.height) / peaks.spread
    let b = max((troughs.squares + 4 * shared) / (degrees + 4), 1e-8 * saw.height * saw.height) / troughs.spread
    let weight = b / (a + b)
    slope = weight * peaks.slope + (1 - weight) * troughs.slope
    error = (1 / (1 / a + 1 / b)).squareRoot()
    reach = error * Mathematics.student95(degrees: max(2, 2 * degrees))
    confidence = Mathematics.studentProbability(below: slope / error, degrees: max(2, 2 * degrees))
    level = troughs.level
  }

  /// Least squares.
  private static func line(_ corners: [SawTooth.Corner]) -> (
    slope: Double, squares: Double, spread: Double, level: Double
  )? {
    let count = Double(corners.count)
    guard corners.count >= 3 else { return nil }
    let time = corners.reduce(0) { $0 + $1.time } / count
    let value = corners.reduce(0) { $0 + $1.value } / count
    let spread = corners.reduce(0) { $0 + ($1.time - time) * ($1.time - time) }
    guard spread > 0 else { return nil }
    let slope = corners.reduce(0) { $0 + ($1.time - time) * ($1.value - value) } / spread
    let squares = corners.reduce(0) {
      let residual = $1.value - value - slope * ($1.time - time)
      return $0 + residual * residual
    }
    return (slope, squares, spread, value - slope * time)
  }
}
