import KernelMemory

/// Which counters of a session file are read into memory.
public enum ColumnSelection: Sendable, Hashable {
  /// The dimensions and what a report weighs them against; at 30 days a second each column is 21 MB.
  case report
  /// Every counter.
  case all

  /// Whether a column is among them.
  func contains(_ column: String) -> Bool {
    switch self {
    case .report: Dimension(rawValue: column) != nil || ColumnSelection.context.contains { $0.name == column }
    case .all: true
    }
  }

  /// The counters that rules, ratios and doubts read.
  private static let context: [ContextCounter] = [
    .tasks, .memTotal, .anonPages, .mapped, .kReclaimable, .hugetlb, .hugePagesTotal, .hugepagesize,
  ]
}
