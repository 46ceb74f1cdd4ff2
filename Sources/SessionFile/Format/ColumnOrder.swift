import KernelMemory

/// The order of a session file's columns: what reports read first, so that a reader can skip the rest of a line.
///
/// Time, elapsed time, the task count, the dimensions, the context counters, then every other counter in the kernel's order.
package struct ColumnOrder: Sendable, Hashable {
  /// Every column of a sample line, `time` first.
  package let columns: [String]

  /// The columns that are counts and not kB, in the columns' order.
  package let counts: [String]

  /// Whether samples carry the time since the header's start.
  package let hasElapsed: Bool

  /// Whether samples carry the task count.
  package let hasTasks: Bool

  /// For each column after those, the position of its counter in the kernel's order.
  let positions: [Int]

  /// Orders the counters of a source.
  ///
  /// - Parameters:
  ///   - names: The counters in the order in which their values will be given.
  ///   - counts: Those of them that are counts and not kB.
  ///   - hasElapsed: Whether samples will carry the time since the header's start.
  ///   - hasTasks: Whether samples will carry the task count beside the counters.
  package init(_ names: [String], counts: [String], hasElapsed: Bool, hasTasks: Bool) {
    let found = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let favoured = Dimension.allCases.map(\.name) + ContextCounter.allCases.map(\.name)
    let first = favoured.compactMap { found[$0] }
    let rest = names.indices.filter { !favoured.contains(names[$0]) }
    self.hasElapsed = hasElapsed
    self.hasTasks = hasTasks
    let tasks = hasTasks ? [ContextCounter.tasks.name] : []
    positions = (first + rest).filter { !hasTasks || names[$0] != ContextCounter.tasks.name }
    let ordered = tasks + positions.map { names[$0] }
    columns = ["time"] + (hasElapsed ? ["elapsed"] : []) + ordered
    let allCounts = Set(counts).union([ContextCounter.tasks.name])
    self.counts = ordered.filter { allCounts.contains($0) }
  }
}
