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
  /// What is kept of the state from one bin to the next.
  private let keep: [Double]
  /// Kalman gain.
  private let gain: [Double]
  /// One over the standard deviation of the innovation, for a total variance of 1.
  private let scale: [Double]
  /// Logarithm of the determinant of the correlation matrix.
  let logDeterminant: Double

  /// Runs the filter's variances once over the bins' times.
  init(times: [Double], counts: [Double], memory: Double, white: Double) {
    self.memory = memory
    self.white = white
    let count = times.count
    let distance = Order.median(zip(times.dropFirst(), times).map { $0 - $1 })
    let usual = max(1, Order.median(counts))
    var keep = [Double](repeating: 0, count: count)
    var gain = keep
    var scale = keep
    var logarithms = 0.0
    var variance = 1 - white
    for index in 0..<count {
      let innovation = max(variance + white * max(0.25, min(4, usual / counts[index])), 1e-12)
      gain[index] = variance / innovation
      scale[index] = 1 / innovation.squareRoot()
      logarithms += Mathematics.log(innovation)
      guard index + 1 < count, memory > 0, distance > 0 else { continue }
      keep[index] = Mathematics.exp(-(times[index + 1] - times[index]) / (distance * memory))
      variance = (1 - white) + keep[index] * keep[index] * (variance * (1 - gain[index]) - (1 - white))
    }
    self.keep = keep
    self.gain = gain
    self.scale = scale
    logDeterminant = logarithms
  }

  /// Makes a column white.
  func whiten(_ column: [Double]) -> [Double] {
    var result = column
    var state = 0.0
    for index in 0..<column.count {
      let innovation = column[index] - state
      result[index] = innovation * scale[index]
      state = keep[index] * (state + gain[index] * innovation)
    }
    return result
  }

  /// The transposed operation: `dot(adjoint(z), x)` equals `dot(z, whiten(x))` for every x.
  func adjoint(_ column: [Double]) -> [Double] {
    var result = column
    var state = 0.0
    for index in stride(from: column.count - 1, through: 0, by: -1) {
      let weighted = scale[index] * column[index]
      let carried = keep[index] * state
      result[index] = weighted + gain[index] * carried
      state = -weighted + (1 - gain[index]) * carried
    }
    return result
  }

  /// The squared lengths of a whitened step and a whitened kink that begin at a bin.
  func lengths(from place: Int, _ times: [Double]) -> (step: Double, kink: Double) {
    var step = 0.0
    var kink = 0.0
    var stepState = 0.0
    var kinkState = 0.0
    for index in place..<times.count {
      let stepInnovation = 1 - stepState
      let kinkInnovation = times[index] - times[place] - kinkState
      let weight = scale[index] * scale[index]
      step += stepInnovation * stepInnovation * weight
      kink += kinkInnovation * kinkInnovation * weight
      stepState = keep[index] * (stepState + gain[index] * stepInnovation)
      kinkState = keep[index] * (kinkState + gain[index] * kinkInnovation)
    }
    return (step, kink)
  }
}
