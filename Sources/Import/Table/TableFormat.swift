import SessionFile
import Storage

/// A format whose values come series by series, newest first, or by blocks: all is read before anything is written.
protocol TableFormat: ImportFormat {
  /// Reads inputs of this format into a table.
  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError)
}

extension TableFormat {
  func convert<Sink: ByteSink & ~Copyable>(
    _ inputs: [SessionInput], _ options: ImportOptions, to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    var table = ImportTable()
    try read(inputs, options, into: &table, &log)
    try table.write(to: &writer)
  }
}
