import KernelMemory

/// Which counters of a session file are read into memory.
public enum ColumnSelection: Sendable, Hashable {
  /// What a report of the whole session reads: the dimensions and what they are weighed against, and of some counters only the first
  /// and the last value.
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
    return self == .report && ColumnSelection.ofEnds.contains(counter) ? .ends : .values
  }

  /// What is kept of a column.
  enum Use {
    case values
    case ends
  }

  /// The counters of which rules read the end, or compare it with the start.
  private static let ofEnds: Set<ContextCounter> = [
    .memTotal, .kReclaimable, .memFree, .buffers, .cached, .swapCached, .shmem, .secPageTables, .hugetlb,
    .hugePagesTotal,
    .hugepagesize,
  ]
}
