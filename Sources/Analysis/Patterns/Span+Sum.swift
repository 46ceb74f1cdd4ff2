extension Span<Int64> {
  /// The sum, in two running sums that need not wait for each other; exact while it is below 2⁵³.
  func sum() -> Double { sum(indices) { Double($0) } }

  /// The sum of what is made of some of the values.
  @inline(__always)
  func sum(_ range: Range<Int>, _ number: (Int64) -> Double) -> Double {
    let part = extracting(range)
    // Every index is below the number of values: four at a time, then what is left.
    return unsafe part.withUnsafeBufferPointer { values in
      var (even, odd) = (0.0, 0.0)
      let whole = values.count & ~3
      for index in stride(from: 0, to: whole, by: 4) {
        even += unsafe number(values[index])
        odd += unsafe number(values[index + 1])
        even += unsafe number(values[index + 2])
        odd += unsafe number(values[index + 3])
      }
      for index in whole..<values.count { even += unsafe number(values[index]) }
      return even + odd
    }
  }
}
