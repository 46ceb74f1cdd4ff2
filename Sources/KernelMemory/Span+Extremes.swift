extension Span<Int64> {
  /// The least and the most of the values; nil where there are none.
  @inline(__always)
  public func extremes() -> (least: Int64, most: Int64)? {
    guard !isEmpty else { return nil }
    // Every index is below the number of values. Two at a time need not wait for each other.
    return unsafe withUnsafeBufferPointer { values in
      var (least, most) = unsafe (values[0], values[0])
      var (low, high) = (least, most)
      for index in stride(from: 1, to: values.count - 1, by: 2) {
        let (one, other) = unsafe (values[index], values[index + 1])
        least = Swift.min(least, one)
        low = Swift.min(low, other)
        most = Swift.max(most, one)
        high = Swift.max(high, other)
      }
      let last = unsafe values[values.count - 1]
      return (Swift.min(least, low, last), Swift.max(most, high, last))
    }
  }
}
