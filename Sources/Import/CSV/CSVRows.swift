import KernelMemory
import SessionFile
import Storage

/// The rows of tables on their way to the session: as they stand, or turned round where the newest stands first.
struct CSVRows {
  private struct Row {
    var time: Int64
    var values: [Int64]
    var line: Int
    var names: [String]
    var counts: [String]
  }

  /// The rows so far, while each is older than the one before.
  private var held: [Row]? = []
  private var previous: (said: Int64, taken: Int64)?

  /// Takes a row.
  mutating func add<Sink: ByteSink & ~Copyable>(
    _ time: Int64, _ values: [Int64], line: Int, of table: CSVTable, to writer: inout SessionWriter<Sink>,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    let row = Row(time: time, values: values, line: line, names: table.names, counts: table.counts)
    guard let last = held?.last else {
      if held == nil { return try write(row, to: &writer, &log) }
      held?.append(row)
      return
    }
    held?.append(row)
    if time >= last.time { try release(to: &writer, &log) }
  }

  /// Writes what is held, the oldest first.
  mutating func finish<Sink: ByteSink & ~Copyable>(
    to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    if let count = held?.count, count > 1 {
      held?.reverse()
      log.note("the newest row stands first; the rows were turned round", line: nil)
    }
    try release(to: &writer, &log)
  }

  private mutating func release<Sink: ByteSink & ~Copyable>(
    to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    let rows = held ?? []
    held = nil
    for row in rows { try write(row, to: &writer, &log) }
  }

  /// Writes a row, moved behind the row before it where both say the same time: samples have different times, and no row is lost.
  private mutating func write<Sink: ByteSink & ~Copyable>(
    _ row: Row, to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    var taken = row.time
    if let before = previous, before.said == row.time {
      taken = before.taken + 1
      log.note("a row has the time of the one before it; such rows were put 1 ms apart", line: row.line)
    }
    previous = (row.time, taken)
    try writer.sample(time: taken, names: row.names, values: row.values, counts: row.counts)
  }
}
