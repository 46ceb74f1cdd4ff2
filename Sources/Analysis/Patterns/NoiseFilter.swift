/// Correlated noise as a filter that makes it white.
///
/// The noise is an Ornstein–Uhlenbeck process (first-order autoregression in real time, so gaps are no matter) with time
/// constant `memory`, plus white noise with the share `white` of the variance. The filter is the Kalman filter of that
/// model in innovations form (Harvey 1989, Forecasting, Structural Time Series Models and the Kalman Filter, 3.2): it is
/// linear, so regressors go through it exactly as the data do, and least squares of the results is generalised least squares.
struct NoiseFilter {
  /// Time constant in usual bin distances; 0 for white noise.
  let memory: Double
  /// Share of white noise in the variance of one bin.
  let white: Double
  /// What the filter does at one bin.
  struct Step {
    /// What is kept of the state from this bin to the next.
    var keep = 0.0
    /// Kalman gain.
    var gain = 0.0
    /// One over the standard deviation of the innovation, for a total variance of 1.
    var scale = 0.0

    /// One step of the transposed filter, which runs from the last bin to the first: the product of what it makes of z with any x
    /// is that of z with x made white.
    @inline(__always)
    func adjoint(_ value: Double, _ state: inout Double) -> Double {
      let weighted = scale * value
      let carried = keep * state
      let taken = gain * carried
      state = carried - taken - weighted
      return weighted + taken
    }
  }

  /// One a bin.
  let steps: [Step]
  /// Logarithm of the determinant of the correlation matrix.
  let logDeterminant: Double

  /// Runs the filter's variances once over the bins' times.
  ///
  /// - Parameters:
  ///   - times: the bins' times.
  ///   - distance: the usual distance of two bins.
  ///   - weights: one a bin: the usual number of samples divided by the bin's own.
  ///   - memory: time constant in usual distances.
  ///   - white: share of white noise.
  init(times: [Double], distance: Double, weights: [Double], memory: Double, white: Double) {
    self.memory = memory
    self.white = white
    let count = times.count
    var steps = [Step](repeating: Step(), count: count)
    var logarithms = 0.0
    var product = 1.0
    let state = 1 - white
    var variance = state
    var last = (gap: -1.0, keep: 0.0)
    for index in 0..<count {
      let innovation = max(variance + white * weights[index], 1e-12)
      var step = Step(gain: variance / innovation, scale: 1 / innovation.squareRoot())
      product *= innovation
      if index & 7 == 7 {
        logarithms += Mathematics.log(product)
        product = 1
      }
      if index + 1 < count, memory > 0, distance > 0 {
        let gap = times[index + 1] - times[index]
        if abs(gap - last.gap) > 1e-10 * gap { last = (gap, Mathematics.exp(-gap / (distance * memory))) }
        step.keep = last.keep
        variance = state + step.keep * step.keep * (variance * (1 - step.gain) - state)
      }
      steps[index] = step
    }
    self.steps = steps
    logDeterminant = logarithms + Mathematics.log(product)
  }

  /// Makes a column white.
  func whiten(_ column: [Double]) -> [Double] {
    var result = column
    whiten(column, into: &result)
    return result
  }

  /// Makes a column white, into an array of the same length.
  func whiten(_ column: [Double], into result: inout [Double]) {
    let column = column.span
    whiten(from: 0, into: &result) { column[$0] }
  }

  /// Makes a column white that is 0 before a bin, into an array of the same length.
  @inline(__always)
  func whiten(from first: Int, into result: inout [Double], _ value: (Int) -> Double) {
    let steps = steps.span
    var result = result.mutableSpan
    for index in 0..<first { result[index] = 0 }
    var state = 0.0
    for index in first..<steps.count {
      let step = steps[index]
      let innovation = value(index) - state
      result[index] = innovation * step.scale
      state = step.keep * (state + step.gain * innovation)
    }
  }

  /// The squared lengths of a whitened step and a whitened kink that begin at each bin.
  ///
  /// From the end backwards: the length from a bin on is a quadratic form of the regressor's value, its slope and the filter's
  /// state there, and each bin adds its innovation to the form of the next.
  func norms(_ times: [Double]) -> (steps: [Double], kinks: [Double]) {
    let count = times.count
    var lengths = [Double](repeating: 0, count: count)
    var kinks = lengths
    // The form's entries: v for value, t for slope, s for state.
    var (vv, vt, vs, tt, ts, ss) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for index in stride(from: count - 1, through: 0, by: -1) {
      let distance = index + 1 < count ? times[index + 1] - times[index] : 0
      let step = steps[index]
      let taken = step.keep * step.gain
      let left = step.keep - taken
      let weight = step.scale * step.scale
      (vv, vt, vs, tt, ts, ss) = (
        vv + taken * (2 * vs + taken * ss) + weight, distance * vv + vt + taken * (distance * vs + ts),
        left * (vs + taken * ss) - weight, distance * (distance * vv + 2 * vt) + tt, left * (distance * vs + ts),
        left * left * ss + weight
      )
      lengths[index] = vv
      kinks[index] = tt
    }
    return (lengths, kinks)
  }
}
