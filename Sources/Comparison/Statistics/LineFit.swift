import Analysis

/// An offset and a slope along a given course, by least squares in which far values count less (Huber's weights).
struct LineFit: Sendable {
  /// What a step of one along the course is worth.
  let slope: Double

  /// What the line leaves of each value.
  let rest: [Double]

  /// The robust standard deviation of what it leaves.
  let scale: Double

  /// Fits.
  ///
  /// - Parameters:
  ///   - values: At least one.
  ///   - course: One a value; all equal for an offset alone.
  ///   - least: A scale of which the values are known to have seven tenths.
  init(_ values: [Double], _ course: [Double], least: Double) {
    var weights = [Double](repeating: 1, count: values.count)
    var (slope, rest, scale) = (0.0, values, least)
    for _ in 0..<4 {
      let total = weights.reduce(0, +)
      var (meanCourse, meanValue) = (0.0, 0.0)
      for index in values.indices {
        meanCourse += weights[index] * course[index] / total
        meanValue += weights[index] * values[index] / total
      }
      var (products, squares) = (0.0, 0.0)
      for index in values.indices {
        let distance = course[index] - meanCourse
        products += weights[index] * distance * (values[index] - meanValue)
        squares += weights[index] * distance * distance
      }
      slope = squares > 0 ? products / squares : 0
      rest = values.indices.map { values[$0] - meanValue - slope * (course[$0] - meanCourse) }
      scale = max(1.4826 * OrderStatistics.median(rest.map(abs)), 0.7 * least)
      weights = rest.map { min(1, 2.5 * scale / max(abs($0), 1e-9)) }
    }
    (self.slope, self.rest, self.scale) = (slope, rest, scale)
  }

  /// The sum of squares of what is left, each no farther than this.
  func cappedSquares(at cap: Double) -> Double { rest.reduce(0) { $0 + min($1 * $1, cap * cap) } }
}
