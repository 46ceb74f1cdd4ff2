import KernelMemory

/// Which counters of a session file are read into memory.
package enum ColumnSelection: Sendable, Hashable {
  /// What a report of the whole session reads: the dimensions, and of what they are weighed against some values.
  ///
  /// At 30 days a second each column is 21 MB.
  case report
  /// The same for a report of a part, which has other first and last values: every context counter as a column.
  case cut
  /// Every counter.
  case all

  /// What is kept of a column; nil where nothing is.
  func use(of column: String) -> Use? {
    guard self != .all, Dimension(rawValue: column) == nil else { return .values }
    guard let counter = ContextCounter(rawValue: column) else { return nil }
    guard self == .report else { return .values }
    return counter.kept == .nearby ? .some : .ends
  }

  /// What is kept of a column.
  enum Use {
    /// Every value.
    case values
    /// The first, the last, and some between them.
    case some
    /// The first and the last; others only where a batch begins or ends.
    case ends
  }
}
