/// One counter over a whole session, a value for each of its samples.
public struct Column: Sendable, Hashable {
  /// Stands for "this counter was not reported in this sample"; never a real value.
  public static let absent = Int64.min

  /// The kernel's name of the counter.
  public let name: String

  /// kB (or a count, for the few counters that are counts), one a sample, ``absent`` where the sample lacks it.
  public var values: [Int64]

  /// Makes a column.
  public init(name: String, values: [Int64]) {
    self.name = name
    self.values = values
  }

  /// The value of a sample, or nil where it was not reported.
  public func value(at index: Int) -> Int64? { values[index] == Column.absent ? nil : values[index] }

  /// The last value that was reported.
  public var last: Int64? { values.last { $0 != Column.absent } }

  /// The first value that was reported.
  public var first: Int64? { values.first { $0 != Column.absent } }
}
