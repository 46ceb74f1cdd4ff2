import KernelMemory
package import SessionFile
package import Storage

/// Tables of numbers: a column of times and a column for each counter.
package struct CSVFormat: ImportFormat {
  /// The word for it.
  package let name = "csv"
  /// What it is, a phrase.
  package let what = "a table of numbers"

  /// Makes the format.
  package init() {}

  /// Whether an input begins with a header that names a counter, or holds a table with one in some dress.
  package func recognizes(_ head: ImportHead) -> Bool {
    isPlain(head) || KnownRefusal.first(head) == nil && TableDress(head, []) != nil
  }

  private func isPlain(_ head: ImportHead, _ names: [String: String] = [:]) -> Bool {
    let bytes = Array(head.lines.prefix(32).joined(separator: "\n").utf8)
    guard var reader = try? CSVReader(.bytes(bytes, name: nil)), let header = try? reader.next(),
      header.fields.count > 1
    else { return false }
    let fields = header.fields.map(\.text)
    let counters = fields.map { CSVColumn($0, counter: nil, unit: .kibibytes, pageSize: 4096).counter }
    return (counters.contains(where: CSVTable.isNeeded) || fields.contains { names[$0] != nil })
      && !fields.contains { $0.contains(":") && Legend($0).host == nil && ForeignName.unmistakable($0) == nil }
  }

  /// Reads tables and writes a sample a row.
  package func convert<Sink: ByteSink & ~Copyable>(
    _ inputs: [SessionInput], _ options: ImportOptions, to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    guard inputs.count > 1 else {
      var rows = CSVRows()
      for input in inputs { try read(input, options, &rows, to: &writer, &log) }
      return try rows.finish(to: &writer, &log)
    }
    var tables = CSVTables()
    for input in inputs {
      var part = SessionWriter(MemorySink(), recorder: "\(options.tool) import \(name)", label: nil)
      try convert([input], options, to: &part, &log)
      let bytes = try part.finish([]).bytes
      try tables.add(Session(reading: [.bytes(bytes, name: input.name)], columns: .all), file: input.name, &log)
    }
    try tables.write(to: &writer)
  }

  private func read<Sink: ByteSink & ~Copyable>(
    _ input: SessionInput, _ options: ImportOptions, _ rows: inout CSVRows, to writer: inout SessionWriter<Sink>,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    let (head, input) = try ImportHead.peek(input)
    let dress = isPlain(head, options.columns) ? nil : TableDress(head, options.columns.keys)
    var options = options
    if options.unit == nil, CSVUnit.areBytes(head, dress, options) {
      options.unit = .bytes
      log.note("every number is a multiple of 1024: they were read as bytes; --unit says what they are", line: nil)
    }
    var reader = try CSVReader(input, dress: dress)
    guard let header = try reader.next() else {
      throw SessionError(
        reader.lines.source.remark ?? "it is empty", file: input.name, mend: "give a table with a header line")
    }
    var table = try CSVTable(header, of: options, file: input.name)
    if table.hasPages { log.note("pages of \(options.pageSize) bytes were assumed", line: header.line) }
    var scale: Double?
    var row: [Int64] = []
    var count = 0
    while let record = try reader.next() {
      if reader.isTorn, record.fields.count < table.width {
        log.note("the last record is torn; it was dropped", line: record.line)
        break
      }
      let time = try table.time(record, &scale, &log)
      try table.values(record, hasDecimalComma: reader.hasDecimalComma, &row, &log)
      // pmrep's first record has no values, for it has nothing to compare with.
      if table.isOfPCP, row.allSatisfy({ $0 == Column.absent }) { continue }
      try rows.add(time, row, line: record.line, of: table, to: &writer, &log)
      count += 1
    }
    try table.checkGroups()
    if let remark = reader.lines.source.remark { log.note(remark, line: nil) }
    if count == 0 { log.note("there are no rows below the header", line: header.line) }
  }
}
