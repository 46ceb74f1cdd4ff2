extension Span<Int64> {
  /// The sum, in two running sums that need not wait for each other; exact while it is below 2⁵³.
  func sum() -> Double { sum(indices) { Double($0) } }

  /// The sum of what is made of some of the values.
  @inline(__always)
  func sum(_ range: Range<Int>, _ number: (Int64) -> Double) -> Double {
    var (even, odd) = (0.0, 0.0)
    var index = range.lowerBound
    while index + 1 < range.upperBound {
      even += number(self[index])
      odd += number(self[index + 1])
      index += 2
    }
    return even + odd + (index < range.upperBound ? number(self[index]) : 0)
  }
}
