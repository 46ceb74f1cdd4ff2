import KernelMemory

/// Plain numbers of one series, kB.
package struct Statistics: Sendable, Hashable {
  /// How many values.
  package var count: Int
  /// The first value.
  package var first: Int64
  /// The last value.
  package var last: Int64
  /// The smallest value.
  package var min: Int64
  /// The largest value.
  package var max: Int64
  /// The position of the largest value.
  package var maxIndex: Int
  /// The arithmetic mean.
  package var mean: Double
  /// The median.
  package var median: Int64
  /// The 95th percentile, nearest rank.
  package var p95: Int64

  /// Computes the numbers; nil for an empty series.
  package init?(_ values: [Int64]) {
    guard let first = values.first, let last = values.last else { return nil }
    let span = values.span
    let (low, high) = span.extremes() ?? (first, first)
    count = values.count
    self.first = first
    self.last = last
    min = low
    max = high
    maxIndex = values.firstIndex(of: high) ?? 0
    mean = span.sum() / Double(values.count)
    let ranks = ((count - 1) / 2, Swift.min(count - 1, (count * 95 + 99) / 100 - 1))
    (median, p95) = Selection.elements(ranks, of: span, between: low, and: high)
  }

  /// Last minus first, kB.
  package var change: Int64 { last &- first }
}
