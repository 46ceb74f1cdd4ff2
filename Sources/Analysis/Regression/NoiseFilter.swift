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
  /// What the filter does at four bins.
  ///
  /// Each bin makes of the state s and the value v the state taken·v + left·s; the products of `left` lead over all four at once, so
  /// that a group waits for the one before it only once.
  struct Step {
    /// What of a value comes into the state of the next bin: what is kept times Kalman's gain.
    var taken = SIMD4<Double>.zero
    /// What of the state comes into the next.
    var left = SIMD4<Double>.zero
    /// One over the standard deviation of the innovation, for a total variance of 1.
    var scale = SIMD4<Double>.zero

    /// From the state before the group to that before each bin.
    fileprivate var forwards = SIMD4<Double>.zero
    /// From the state after the group to that after each bin.
    fileprivate var backwards = SIMD4<Double>.zero
    /// From the state before the group to that after it, or back.
    fileprivate var through = 0.0

    fileprivate mutating func lead() {
      forwards = SIMD4(1, left[0], left[0] * left[1], left[0] * left[1] * left[2])
      backwards = SIMD4(left[1] * left[2] * left[3], left[2] * left[3], left[3], 1)
      through = forwards[3] * left[3]
    }
  }

  /// One for four bins.
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
    var steps = [Step](repeating: Step(), count: (count + 3) / 4)
    var logarithms = 0.0
    var product = 1.0
    let state = 1 - white
    var variance = state
    var last = (gap: -1.0, keep: 0.0)
    for index in 0..<count {
      let innovation = max(variance + white * weights[index], 1e-12)
      let gain = variance / innovation
      steps[index >> 2].scale[index & 3] = 1 / innovation.squareRoot()
      product *= innovation
      if index & 7 == 7 {
        logarithms += Mathematics.log(product)
        product = 1
      }
      guard index + 1 < count, memory > 0, distance > 0 else { continue }
      let gap = times[index + 1] - times[index]
      if abs(gap - last.gap) > 1e-10 * gap { last = (gap, Mathematics.exp(-gap / (distance * memory))) }
      let keep = last.keep
      steps[index >> 2].taken[index & 3] = keep * gain
      steps[index >> 2].left[index & 3] = keep - keep * gain
      variance = state + keep * keep * (variance * (1 - gain) - state)
    }
    for group in steps.indices { steps[group].lead() }
    self.steps = steps
    logDeterminant = logarithms + Mathematics.log(product)
  }

  /// Makes a column white, group by group; groups before the first are 0.
  @inline(__always)
  func whiten(_ column: PackedVector, from first: Int, _ take: (Int, SIMD4<Double>) -> Void) {
    let steps = steps.span
    let groups = column.groups.span
    var state = 0.0
    for group in first..<steps.count {
      let step = steps[group]
      let value = groups[group]
      let fresh = step.taken * value
      let second = fresh[1] + step.left[1] * fresh[0]
      let third = fresh[2] + step.left[2] * second
      let states = SIMD4(0, fresh[0], second, third) + step.forwards * state
      take(group, (value - states) * step.scale)
      state = fresh[3] + step.left[3] * third + step.through * state
    }
  }

  /// Makes a column white.
  func whiten(_ column: [Double]) -> [Double] {
    var result: [Double] = []
    whiten(PackedVector(column), from: 0) { _, white in for lane in 0..<4 { result.append(white[lane]) } }
    return Array(result.prefix(column.count))
  }

  /// The squared length of a column made white; groups before the first are 0.
  func length(_ column: PackedVector, from first: Int) -> Double {
    var sums = SIMD4<Double>.zero
    whiten(column, from: first) { _, white in sums += white * white }
    return sums.sum()
  }

  /// The transposed filter, from the last group to the first: the product of what it makes of z with any x is that of z with x made
  /// white.
  @inline(__always)
  func adjoint(_ column: (Int) -> SIMD4<Double>, _ take: (Int, SIMD4<Double>) -> Void) {
    let steps = steps.span
    var state = 0.0
    for group in stride(from: steps.count - 1, through: 0, by: -1) {
      let step = steps[group]
      let weighted = step.scale * column(group)
      let third = -weighted[3]
      let second = step.left[2] * third - weighted[2]
      let first = step.left[1] * second - weighted[1]
      take(group, weighted + step.taken * (SIMD4(first, second, third, 0) + step.backwards * state))
      state = step.left[0] * first - weighted[0] + step.through * state
    }
  }
}
