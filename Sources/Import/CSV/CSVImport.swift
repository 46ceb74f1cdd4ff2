import KernelMemory
import SessionFile
package import Storage

/// Makes a session of a table of numbers: a column of times and a column for each counter.
package struct CSVImport: Sendable {
  /// What wrote the session: `kmem 0.2.0 import csv`.
  package var recorder: String

  /// The user's name for the session.
  package var label: String?

  /// The counter that a column stands for, by the column's name in the header; others go by their own names.
  package var columns: [String: String]

  /// The unit of columns whose names do not end in one.
  package var unit: MemoryUnit

  /// Bytes a page, for columns in pages.
  package var pageSize: Int64

  /// Makes an importer.
  package init(
    recorder: String, label: String? = nil, columns: [String: String] = [:], unit: MemoryUnit = .kibibytes,
    pageSize: Int64 = 4096
  ) {
    self.recorder = recorder
    self.label = label
    self.columns = columns
    self.unit = unit
    self.pageSize = pageSize
  }

  /// Reads an input and writes a session with a sample a row.
  ///
  /// - Parameters:
  ///   - input: A file, plain or gzip, or standard input.
  ///   - sink: Where the session goes.
  /// - Returns: The sink.
  /// - Throws: Where the table is wrong, or why it cannot be read or written.
  package func convert<Sink: ByteSink & ~Copyable>(
    _ input: SessionInput, to sink: consuming Sink
  ) throws(SessionError) -> Sink {
    var reader = try CSVReader(input)
    guard let header = try reader.next() else {
      throw SessionError(
        reader.lines.source.remark ?? "it is empty", file: input.name, mend: "give a table with a header line")
    }
    let table = try CSVTable(header, of: self, file: input.name)
    var log = RemarkLog(file: input.name)
    if table.hasPages { log.note("pages of \(pageSize) bytes were assumed", line: header.line) }
    var writer = SessionWriter(sink, recorder: recorder, label: label)
    var scale: Double?
    var start: Int64?
    var previous: (said: Int64, taken: Int64)?
    var row: [Int64] = []
    while let record = try reader.next() {
      if reader.isTorn, record.fields.count < table.width {
        log.note("the last record is torn; it was dropped", line: record.line)
        break
      }
      let time = apart(try table.time(record, &scale, &log), &previous, record.line, &log)
      try table.values(record, hasDecimalComma: reader.hasDecimalComma, &row, &log)
      start = start ?? time
      try writer.sample(time: time, names: table.names, values: row, counts: table.counts)
    }
    if let remark = reader.lines.source.remark { log.note(remark, line: nil) }
    if writer.samples == 0 { log.note("there are no rows below the header", line: header.line) }
    return try writer.finish(log.remarks, start: start ?? 0)
  }

  /// The time of a row, moved behind the row before it where both say the same: samples have different times, and no row is lost.
  private func apart(
    _ time: Int64, _ previous: inout (said: Int64, taken: Int64)?, _ line: Int, _ log: inout RemarkLog
  ) -> Int64 {
    var taken = time
    if let before = previous, before.said == time {
      taken = before.taken + 1
      log.note("a row has the time of the one before it; such rows were put 1 ms apart", line: line)
    }
    previous = (time, taken)
    return taken
  }
}
