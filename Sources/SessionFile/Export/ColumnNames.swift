import KernelMemory

/// The names of a session file's counters, in the order in which slots are given to them.
struct ColumnNames: SessionVisitor {
  private(set) var columns: [String] = []
  private var known: Set<String> = []

  func wants(_ column: String) -> Bool { true }

  mutating func slot(_ slot: Int, for column: String) {
    if known.insert(column).inserted { columns.append(column) }
  }

  mutating func header(_ header: SessionHeader, columns: [String], counts: [String], line: Int) {}

  mutating func columns(_ columns: [String], counts: [String]) {}

  mutating func samples(_ batch: SampleBatch) {}

  mutating func event(_ kind: SessionEvent.Kind, time: Int64, elapsed: Int64?) {}

  mutating func remark(_ remark: Remark) {}
}
