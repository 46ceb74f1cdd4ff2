package import KernelMemory
package import Storage

/// Writes a session's samples for other tools: as a table, every counter by the kernel's name, the time first as ISO 8601 in UTC; or
/// as OpenMetrics.
///
/// Values of tables are as the file has them, in kB (counts as counts). Absent values are empty in CSV and `null` in JSON.
package struct SessionExport: Sendable {
  /// The form of the table.
  package enum Format: String, CaseIterable, Sendable {
    /// RFC 4180 with a header line.
    case csv
    /// An array with an object a sample.
    case json
    /// OpenMetrics, a family a counter, in bytes.
    case openmetrics
  }

  /// The form of the table.
  package var format: Format

  /// Makes an exporter.
  package init(_ format: Format) { self.format = format }

  /// Reads a session and writes its samples; a table in constant memory.
  ///
  /// - Parameters:
  ///   - input: A session file; read twice, first for the names of its counters. Standard input is read once: counters that appear
  ///     after its first header are left out, with a remark.
  ///   - sink: Where the table goes.
  ///   - remarks: What was odd about the input.
  /// - Returns: The sink.
  /// - Throws: What is wrong with the input, or why it cannot be read or written.
  package func convert<Sink: ByteSink & ~Copyable>(
    _ input: SessionInput, to sink: consuming Sink, remarks: inout [Remark]
  ) throws(SessionError) -> Sink {
    if format == .openmetrics {
      let reading = try SessionReading([input], columns: .all)
      var sink = sink
      try OpenMetricsText(reading).write(to: &sink)
      remarks += reading.session.remarks
      return sink
    }
    var known: [String]?
    if input != .standardInput {
      var names = ColumnNames()
      var scanner = try SessionScanner(input)
      try scanner.run(&names)
      known = names.columns
    }
    var table = SampleTable(format, columns: known, file: input.name, sink: sink)
    var scanner = try SessionScanner(input)
    try scanner.run(&table)
    return try table.finish(&remarks)
  }
}
