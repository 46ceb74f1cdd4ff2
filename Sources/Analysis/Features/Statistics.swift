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
  /// The median; the mean of the middle two for an even number.
  package var median: Double
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
    let middle: Int64
    (middle, p95) = Selection.elements(ranks, of: span, between: low, and: high)
    median = (Double(middle) + Double(Statistics.next(after: middle, rank: count / 2, span))) / 2
  }

  /// The element that would stand at a rank if the values were sorted, given the one that stands there or just before it.
  private static func next(after middle: Int64, rank: Int, _ values: Span<Int64>) -> Int64 {
    var (notAbove, least) = (0, Int64.max)
    for index in values.indices {
      if values[index] <= middle { notAbove += 1 } else { least = Swift.min(least, values[index]) }
    }
    return notAbove > rank ? middle : least
  }

  /// Last minus first, kB.
  package var change: Int64 { last &- first }
}
