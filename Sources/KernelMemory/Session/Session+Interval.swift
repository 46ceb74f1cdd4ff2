extension Session {
  /// The interval between samples, milliseconds: the one that was asked for, else the median step; nil with fewer than two samples.
  package var usualInterval: Int64? {
    let wanted = parts.map(\.header.interval)
    if let first = wanted.first, let interval = first, wanted.allSatisfy({ $0 == first }) { return interval }
    return times[...].medianStep
  }
}
