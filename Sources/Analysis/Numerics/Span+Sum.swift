extension Span<Int64> {
  /// The sum; exact while it is below 2⁵³.
  func sum() -> Double { sum(indices, less: 0) }

  /// The sum of some of the values less a number each.
  func sum(_ range: Range<Int>, less base: Int64) -> Double {
    let part = extracting(range)
    // Every index is below the number of values. Whole numbers are added several at a time.
    return unsafe part.withUnsafeBufferPointer { values in
      var sum: Int64 = 0
      var bits: Int64 = 0
      for index in values.indices {
        let value = unsafe values[index] &- base
        sum &+= value
        bits |= value
      }
      // So many numbers of so many bits cannot leave 63; none was negative.
      if bits.leadingZeroBitCount + values.count.leadingZeroBitCount > Int.bitWidth { return Double(sum) }
      return unsafe values.reduce(0) { $0 + (Double($1) - Double(base)) }
    }
  }
}
