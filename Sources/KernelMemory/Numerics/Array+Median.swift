extension [Int64] {
  /// The middle value, or the mean of the middle two, rounded down; nil where there is none.
  package var median: Int64? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    let (low, high) = (sorted[(count - 1) / 2], sorted[count / 2])
    return low + (high - low) / 2
  }
}

extension ArraySlice<Int64> {
  /// The median step from one to the next of ascending times, in their unit; nil with fewer than two.
  ///
  /// Of more than some thousand steps, as many evenly chosen ones tell as well as all.
  package var medianStep: Int64? {
    let stride = Swift.max(1, count / 4096)
    return Swift.stride(from: startIndex, to: endIndex - 1, by: stride).map { self[$0 + 1] - self[$0] }.median
  }
}
