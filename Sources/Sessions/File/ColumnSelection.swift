import KernelMemory

/// Which counters of a session file are read into memory.
public enum ColumnSelection: Sendable, Hashable {
  /// The dimensions and the context counters: what a report needs.
  case report
  /// Every counter.
  case all

  /// Whether a column is among them.
  func contains(_ column: String) -> Bool {
    switch self {
    case .report: Dimension(rawValue: column) != nil || ContextCounter(rawValue: column) != nil
    case .all: true
    }
  }
}
