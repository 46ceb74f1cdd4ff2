/// Least squares of the data on some terms under one noise filter, by Cholesky's factor of their normal equations.
///
/// With the data as the last column of the Gram matrix, the last row of the factor holds what the coefficients are solved from, and the
/// square of its last entry is the sum of squared residuals. Models that are tried one after the other share their first terms as a
/// rule: so those rows of the factor stay, and only what follows is computed.
struct LeastSquares {
  private var gram: GramMatrix
  /// The numbers of the last model.
  private var numbers: [Int] = []
  /// Their products, row by row up to the diagonal; what stands behind them means nothing.
  private var products: [Double] = []
  /// How many rows of the factor are made: all, or those before the first that depends on others.
  private var rows = 0
  /// The last model's factor, row by row.
  private(set) var factor: [Double] = []
  private var columns = ForwardSelection.Columns()

  /// Starts without any model.
  init(_ filter: NoiseFilter, _ basis: Basis) { gram = GramMatrix(filter, basis) }

  /// Starts with what does not depend on the data in the least squares of a series that was sampled at the same times.
  init(_ former: LeastSquares, _ basis: Basis) { gram = GramMatrix(former.gram, basis) }

  /// What makes the noise white.
  var filter: NoiseFilter { gram.filter }

  /// Lets go what no other series has use for.
  mutating func forget() {
    gram.forget()
    (numbers, rows, factor) = ([], 0, [])
    columns = ForwardSelection.Columns()
  }

  /// The squared length of the filtered data.
  mutating func dataSquares(_ basis: Basis) -> Double { gram.product(Basis.data, Basis.data, basis) }

  /// Finds the factor of some numbers, the last of which is the data.
  ///
  /// - Returns: The sum of squared residuals; nil when a number depends on those before it.
  mutating func squares(_ numbers: [Int], _ basis: Basis) -> Double? {
    // One bit for each place with the number of the model before: the products of two such are known.
    var same: UInt64 = 0
    for place in 0..<min(numbers.count, self.numbers.count, 64) where numbers[place] == self.numbers[place] {
      same |= 1 << UInt64(place)
    }
    let alike = min((~same).trailingZeroBitCount, rows)
    let known = Cholesky.entries(alike)
    let needed = Cholesky.entries(numbers.count)
    if products.count < needed { products += [Double](repeating: 0, count: needed - products.count) }
    var place = known
    for row in alike..<numbers.count {
      for column in 0...row {
        if same >> UInt64(row) & same >> UInt64(column) & 1 == 0 {
          products[place] = gram.product(numbers[row], numbers[column], basis, met: self.numbers)
        }
        place += 1
      }
    }
    self.numbers = numbers
    factor.replaceSubrange(known..., with: products[known..<needed])
    rows = Cholesky.extend(&factor, from: alike, isData: numbers.last == Basis.data)
    guard rows == numbers.count else {
      factor.removeLast(needed - Cholesky.entries(rows))
      return nil
    }
    return factor.last.map { $0 * $0 }
  }

  /// The step or kink that would lower the sum of squares most, given the factor of a model with the data last.
  mutating func addition(
    to numbers: [Int], _ factor: [Double], steps: Range<Int>, kinks: Range<Int>, except taken: [Int], _ basis: Basis
  ) -> Term? {
    let places = columns.places(of: numbers) { gram.products($0, basis) }
    return ForwardSelection(factor, columns.entries, places, gram.truncated.norms)
      .best(steps: steps, kinks: kinks, except: taken)
  }
}
