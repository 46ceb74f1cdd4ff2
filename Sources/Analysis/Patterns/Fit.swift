/// Generalised least squares of the bins on some terms under one noise filter.
struct Fit {
  /// The terms, in the order of the coefficients.
  let terms: [Term]
  /// Which filter of the grid.
  let filter: Int
  /// kB.
  let coefficients: [Double]
  /// The inverse of the normal matrix: times the variance it is the covariance of the coefficients.
  let inverse: [[Double]]
  /// Sum of squared whitened residuals, kB².
  let squares: Double
  /// The whitened residuals, kB.
  let residuals: [Double]
  /// The whitened columns.
  let whitened: [[Double]]
  /// Logarithm of the determinant of the normal matrix.
  let logNormal: Double
  /// Logarithm of the determinant of the noise's correlation matrix.
  let logNoise: Double
  /// Variance that rounding alone causes, kB².
  let floor: Double

  /// Fits; nil when the columns depend on each other.
  init?(terms: [Term], columns: [[Double]], values: [Double], noise: NoiseFilter, filter: Int, floor: Double) {
    let order = columns.count
    let whitened = columns.map(noise.whiten)
    var residuals = noise.whiten(values)
    var normal = [[Double]](repeating: [Double](repeating: 0, count: order), count: order)
    var right = [Double](repeating: 0, count: order)
    for row in 0..<order {
      right[row] = Fit.dot(whitened[row], residuals)
      for column in 0...row { normal[row][column] = Fit.dot(whitened[row], whitened[column]) }
    }
    guard let factor = Fit.factorise(normal) else { return nil }
    let inverse = Fit.invert(factor)
    var coefficients = right
    for row in 0..<order {
      coefficients[row] = 0
      for column in 0..<order { coefficients[row] += inverse[row][column] * right[column] }
    }
    for (column, coefficient) in zip(whitened, coefficients) {
      for index in residuals.indices { residuals[index] -= coefficient * column[index] }
    }
    self.terms = terms
    self.filter = filter
    self.coefficients = coefficients
    self.inverse = inverse
    self.residuals = residuals
    self.whitened = whitened
    self.floor = floor
    squares = Fit.dot(residuals, residuals)
    logNormal = (0..<order).reduce(0) { $0 + 2 * Mathematics.log(factor[$1][$1]) }
    logNoise = noise.logDeterminant
  }

  /// The number of bins.
  var count: Int { residuals.count }
  /// The variance of the noise of one bin, kB².
  var variance: Double { squares / Double(max(1, count - terms.count)) + floor }
  /// Twice the negative logarithm of the likelihood at its maximum, but for a constant.
  var deviance: Double {
    let count = Double(count)
    return count * Mathematics.log(squares / count + floor) + logNoise
  }
  /// What decides between models: the deviance, the price of the terms, and what fitting so many takes off the variance.
  ///
  /// The last part matters in short records only (as in the corrected criterion of Hurvich and Tsai 1989).
  var criterion: Double {
    let count = Double(count)
    let price = terms.reduce(0) { $0 + $1.price }
    return deviance + Mathematics.log(count) * price + count * Mathematics.log(count / max(1, count - price))
  }
  /// Twice the logarithm of the likelihood after integrating out coefficients and variance (restricted likelihood,
  /// Harville 1974): how much the data speak for this filter.
  var support: Double {
    let free = Double(count - terms.count)
    return -free * Mathematics.log(squares / max(1, free) + floor) - logNoise - logNormal
  }

  /// A linear combination of the coefficients and its standard error.
  func estimate(_ weights: [Double]) -> (value: Double, error: Double) {
    var value = 0.0
    var spread = 0.0
    for row in weights.indices where weights[row] != 0 {
      value += weights[row] * coefficients[row]
      for column in weights.indices { spread += weights[row] * weights[column] * inverse[row][column] }
    }
    return (value, (max(0, spread) * variance).squareRoot())
  }

  /// The scalar product, in four running sums so that they can be computed side by side.
  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    let count = min(a.count, b.count)
    var sums = SIMD4<Double>.zero
    var index = 0
    while index + 4 <= count {
      let left = SIMD4<Double>(a[index], a[index + 1], a[index + 2], a[index + 3])
      let right = SIMD4<Double>(b[index], b[index + 1], b[index + 2], b[index + 3])
      sums += left * right
      index += 4
    }
    var sum = sums.sum()
    while index < count {
      sum += a[index] * b[index]
      index += 1
    }
    return sum
  }

  /// Cholesky's factor of a symmetric matrix, lower half; nil when it is singular to working precision.
  static func factorise(_ matrix: [[Double]]) -> [[Double]]? {
    var factor = matrix
    for row in matrix.indices {
      for column in 0...row {
        var sum = matrix[row][column]
        for index in 0..<column { sum -= factor[row][index] * factor[column][index] }
        if row == column {
          guard sum > 1e-9 * matrix[row][row], sum > 0 else { return nil }
          factor[row][row] = sum.squareRoot()
        } else {
          factor[row][column] = sum / factor[column][column]
        }
      }
    }
    return factor
  }

  /// The inverse of a matrix from its Cholesky factor.
  static func invert(_ factor: [[Double]]) -> [[Double]] {
    let order = factor.count
    var result = [[Double]](repeating: [Double](repeating: 0, count: order), count: order)
    for unit in 0..<order {
      var column = [Double](repeating: 0, count: order)
      for row in 0..<order {
        var sum = row == unit ? 1.0 : 0.0
        for index in 0..<row { sum -= factor[row][index] * column[index] }
        column[row] = sum / factor[row][row]
      }
      for row in stride(from: order - 1, through: 0, by: -1) {
        var sum = column[row]
        for index in (row + 1)..<max(order, row + 1) { sum -= factor[index][row] * column[index] }
        column[row] = sum / factor[row][row]
      }
      for row in 0..<order { result[row][unit] = column[row] }
    }
    return result
  }
}
