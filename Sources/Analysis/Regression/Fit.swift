/// Generalised least squares of the bins on some terms under one noise filter.
struct Fit {
  /// The terms, in the order of the coefficients.
  let terms: [Term]
  /// Which filter of the grid.
  let filter: Int
  /// How many bins.
  let count: Int
  /// How well it fits.
  let score: FitScore
  /// Logarithm of the determinant of the noise's correlation matrix.
  let logNoise: Double
  /// Variance that rounding alone causes, in the square of the values' unit.
  let floor: Double
  /// Cholesky's factor of the normal matrix, row by row, with the data as its last row.
  let factor: [Double]

  /// Sum of squared whitened residuals, in the square of the values' unit.
  var squares: Double { score.squares }
  /// Twice the negative logarithm of the likelihood at its maximum, but for a constant, and what the penalty's weights add.
  var deviance: Double { score.deviance }
  /// What decides between models: the deviance and the penalty of the terms.
  var criterion: Double { score.criterion }
  /// In the values' unit, one a term.
  var coefficients: [Double] { Cholesky.coefficients(factor, terms.count) }
  /// The variance of the noise of one bin, in the square of the values' unit.
  var variance: Double { squares / Double(max(1, count - terms.count)) + floor }
  /// Twice the logarithm of the likelihood after integrating out coefficients and variance (restricted likelihood,
  /// Harville 1974): how much the data speak for this filter.
  var support: Double {
    let free = Double(count - terms.count)
    let logNormal = terms.indices.reduce(0) { $0 + 2 * Mathematics.log(entry($1, $1)) }
    return -free * Mathematics.log(squares / max(1, free) + floor) - logNoise - logNormal
  }

  /// The logarithm of the likelihood after integrating out the variance and all coefficients, but for a constant.
  ///
  /// The level, which comes first, may be anything; sizes and rises are taken to be some deviations of the noise beforehand.
  func marginal(_ times: [Double]) -> Double {
    let free = Double(count - 1)
    var result = -free / 2 * Mathematics.log(squares / free + floor) - logNoise / 2 - Mathematics.log(entry(0, 0))
    for (row, term) in terms.enumerated().dropFirst() {
      var size = 4 * entry(row, row)
      if case .kink(let bin) = term { size /= max(0.05, 1 - times[bin]) }
      result -= Mathematics.log(1 + size * size) / 2
    }
    return result
  }

  /// The largest step up behind a bin, in the values' unit; 0 where there is none.
  func largestStepUp(after bin: Int) -> Double {
    zip(terms, coefficients).reduce(0) { most, part in
      if case .step(let place) = part.0, place > bin { max(most, part.1) } else { most }
    }
  }

  /// The range of some values after the steps and blips are taken off.
  func rangeWithoutSteps(_ values: [Double]) -> Double {
    let parts = zip(terms, coefficients).filter { part in
      switch part.0 {
      case .step, .blip: true
      default: false
      }
    }
    let rest = values.enumerated().map { bin, value in
      parts.reduce(value) { sum, part in
        switch part.0 {
        case .step(let first): sum - (bin < first ? 0 : part.1)
        case .blip(bin): sum - part.1
        default: sum
        }
      }
    }
    return (rest.max() ?? 0) - (rest.min() ?? 0)
  }

  /// A linear combination of the coefficients and its standard error.
  func estimate(_ weights: [Double]) -> (value: Double, error: Double) {
    // With L the factor, the variance of w·b is that of the noise times the square of the solution of L x = w, and w·b is x times
    // the data's row.
    let order = weights.count
    var value = 0.0
    var spread = 0.0
    var solution = weights
    for row in 0..<order {
      for column in 0..<row { solution[row] -= entry(row, column) * solution[column] }
      solution[row] /= entry(row, row)
      spread += solution[row] * solution[row]
      value += solution[row] * entry(order, row)
    }
    return (value, (spread * variance).squareRoot())
  }

  private func entry(_ row: Int, _ column: Int) -> Double { factor[Cholesky.entries(row) + column] }
}
