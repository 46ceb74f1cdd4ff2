import KernelMemory

/// Plain numbers of one series, kB.
public struct Statistics: Sendable, Hashable {
  /// How many values.
  public var count: Int
  /// The first value.
  public var first: Int64
  /// The last value.
  public var last: Int64
  /// The smallest value.
  public var min: Int64
  /// The largest value.
  public var max: Int64
  /// The position of the largest value.
  public var maxIndex: Int
  /// The arithmetic mean.
  public var mean: Double
  /// The median.
  public var median: Int64
  /// The 95th percentile, nearest rank.
  public var p95: Int64

  /// Computes the numbers; nil for an empty series.
  public init?(_ values: [Int64]) {
    guard let first = values.first, let last = values.last else { return nil }
    var low = first
    var high = first
    var highIndex = 0
    var sum = 0.0
    for (index, value) in values.enumerated() {
      if value < low { low = value }
      if value > high {
        high = value
        highIndex = index
      }
      sum += Double(value)
    }
    count = values.count
    self.first = first
    self.last = last
    min = low
    max = high
    maxIndex = highIndex
    mean = sum / Double(values.count)
    var ranked = values
    p95 = Selection.element(Swift.min(count - 1, (count * 95 + 99) / 100 - 1), of: &ranked) ?? last
    median = Selection.element((count - 1) / 2, of: &ranked) ?? last
  }

  /// Last minus first, kB.
  public var change: Int64 { last &- first }
}
