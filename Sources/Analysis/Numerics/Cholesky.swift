/// The triangular factor L of a matrix of scalar products A = L·Lᵀ, row by row up to the diagonal (Golub and Van Loan 2013, 4.2).
enum Cholesky {
  /// A column is said to depend on those before it when less than this share of its squared length is left beside them: of
  /// the 16 digits of a product 7 are then still good.
  private static let independence = 1e-9

  /// How many entries so many rows have; the entry of a row and column stands at `entries(row) + column`.
  static func entries(_ rows: Int) -> Int { rows * (rows + 1) / 2 }

  /// Turns the products that stand in a factor's place into the factor, from a row on.
  ///
  /// - Returns: How many rows are made: all, or those before the first that depends on others, which the last one may if it is the data's.
  static func extend(_ factor: inout [Double], from first: Int, isData: Bool) -> Int {
    // All indices are below the count.
    unsafe factor.withUnsafeMutableBufferPointer { factor in
      var row = first
      while case let start = entries(row), start + row < factor.count {
        let whole = unsafe factor[start + row]
        var rest = whole
        for column in 0..<row {
          let other = entries(column)
          var sum = unsafe factor[start + column]
          for index in 0..<column { unsafe sum -= factor[start + index] * factor[other + index] }
          sum /= unsafe factor[other + column]
          unsafe factor[start + column] = sum
          rest -= sum * sum
        }
        guard isData && start + row + 1 == factor.count || rest > independence * whole && rest > 0 else { break }
        unsafe factor[start + row] = max(0, rest).squareRoot()
        row += 1
      }
      return row
    }
  }

  /// Solves for the coefficients of so many terms by back substitution: the data's row is that of the factor after theirs.
  static func coefficients(_ factor: [Double], _ order: Int) -> [Double] {
    let last = entries(order)
    var result = Array(factor[last..<(last + order)])
    for row in stride(from: order - 1, through: 0, by: -1) {
      for below in (row + 1)..<max(order, row + 1) { result[row] -= factor[entries(below) + row] * result[below] }
      result[row] /= factor[entries(row) + row]
    }
    return result
  }
}
