import KernelMemory

extension CounterTrack {
  /// Takes of a slot's values in some rows the first, the last, and what was read between them.
  ///
  /// - Parameters:
  ///   - batch: The rows' batch.
  ///   - slot: The counter's slot.
  ///   - rows: Rows that come one after the other in the session.
  ///   - first: The sample's number of the first row.
  ///   - onlyEnds: Whether nothing between them is needed.
  mutating func append(_ batch: SampleBatch, _ slot: Int, _ rows: Range<Int>, from first: Int, onlyEnds: Bool) {
    func note(_ row: Int?) {
      guard let row, batch[slot, row] != Column.absent else { return }
      append(batch[slot, row], at: first + row - rows.lowerBound)
    }
    note(rows.first { batch[slot, $0] != Column.absent })
    if !onlyEnds { for row in batch.completed where rows.contains(row) { note(row) } }
    note(rows.last { batch[slot, $0] != Column.absent })
  }
}
