/// The factor L of a matrix of scalar products A = L·Lᵀ, row by row up to the diagonal.
enum Cholesky {
  /// Makes a factor's rows of the products that stand there, from a row on.
  ///
  /// - Returns: How many rows are made: all, or those before the first that depends on others, which the last one may if it is the data's.
  static func extend(_ factor: inout [Double], from first: Int, isData: Bool) -> Int {
    // All indices are below the count.
    unsafe factor.withUnsafeMutableBufferPointer { factor in
      var row = first
      while case let start = row * (row + 1) / 2, start + row < factor.count {
        let whole = unsafe factor[start + row]
        var rest = whole
        for column in 0..<row {
          let other = column * (column + 1) / 2
          var sum = unsafe factor[start + column]
          for index in 0..<column { unsafe sum -= factor[start + index] * factor[other + index] }
          sum /= unsafe factor[other + column]
          unsafe factor[start + column] = sum
          rest -= sum * sum
        }
        guard isData && start + row + 1 == factor.count || rest > 1e-9 * whole && rest > 0 else { break }
        unsafe factor[start + row] = max(0, rest).squareRoot()
        row += 1
      }
      return row
    }
  }
}
