extension Span<Int64> {
  /// The longest step from one of some times to the next, none of which goes back; nil where there are fewer than two.
  package var longestStep: Int64? {
    guard count > 1 else { return nil }
    var longest: Int64 = 0
    for index in 1..<count { longest = Swift.max(longest, self[index] - self[index - 1]) }
    return longest
  }
}
