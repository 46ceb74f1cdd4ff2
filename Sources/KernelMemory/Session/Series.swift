/// One dimension's reported values in time: what the analysis reads.
package struct Series: Sendable {
  /// The counter.
  package let dimension: Dimension

  /// Milliseconds since 1970-01-01T00:00Z, strictly increasing, one a value.
  package let times: [Int64]

  /// kB, one a time.
  package let values: [Int64]

  /// The sample of the session that each value came from; nil when every sample reported one, so that value i is sample i.
  package let samples: [Int]?

  /// Positions (not sample numbers) at which a new part begins: values on both sides must not be joined into one trend.
  ///
  /// Reboots and appended recordings after one. Sorted, without 0.
  package let breaks: [Int]

  /// Makes a series; `times` and `values` are of one length.
  package init(dimension: Dimension, times: [Int64], values: [Int64], samples: [Int]? = nil, breaks: [Int] = []) {
    precondition(times.count == values.count, "a series has one time a value")
    self.dimension = dimension
    self.times = times
    self.values = values
    self.samples = samples
    self.breaks = breaks
  }

  /// The session's sample number of the value at a position.
  package func sample(at position: Int) -> Int { samples?[position] ?? position }

  /// The number of values.
  package var count: Int { values.count }
}
