extension Session {
  /// The interval between samples, milliseconds: the one that was asked for, else the median step; nil with fewer than two samples.
  package var usualInterval: Int64? {
    let wanted = parts.map(\.header.interval)
    if let first = wanted.first, let interval = first, wanted.allSatisfy({ $0 == first }) { return interval }
    guard times.count > 1 else { return nil }
    // A few thousand steps are enough for a median.
    let stride = Swift.max(1, times.count / 4096)
    let steps = Swift.stride(from: 1, to: times.count, by: stride).map { times[$0] - times[$0 - 1] }.sorted()
    return steps[steps.count / 2]
  }
}
