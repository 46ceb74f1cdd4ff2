/// One counter over a whole session, a value for each of its samples.
package struct Column: Sendable, Hashable {
  /// Stands for "this counter was not reported in this sample"; never a real value.
  @inlinable @inline(__always) package static var absent: Int64 { .min }

  /// The kernel's name of the counter.
  package let name: String

  /// kB (or a count, for the few counters that are counts), one a sample, ``absent`` where the sample lacks it.
  package var values: [Int64]

  /// Makes a column.
  package init(name: String, values: [Int64]) {
    self.name = name
    self.values = values
  }

  /// The value of a sample, or nil where it was not reported.
  package func value(at index: Int) -> Int64? { values[index] == Column.absent ? nil : values[index] }

  /// The last value that was reported.
  package var last: Int64? { values.last { $0 != Column.absent } }

  /// The first value that was reported.
  package var first: Int64? { values.first { $0 != Column.absent } }
}
