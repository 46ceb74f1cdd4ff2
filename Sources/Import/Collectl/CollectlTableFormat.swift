import KernelMemory
import SessionFile
import Storage

/// collectl's `-P`: a table whose head is `#Date Time [MEM]Tot …` or `#UTC [MEM]Tot …`, kB, with what the recorder knows above it.
struct CollectlTableFormat: TableFormat {
  let name = "collectl"
  let what = "a table of collectl -P"

  func recognizes(_ head: ImportHead) -> Bool { head.lines.contains { CollectlTableFormat.head($0) != nil } }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var options = options
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      var columns: [String] = []
      while let line = try lines.next() {
        if line.isTooLong { continue }
        let text = String(decoding: lines.buffer[line.range], as: UTF8.self)
        if let head = CollectlTableFormat.head(text) {
          columns = head
        } else if text.hasPrefix("#") {
          CollectlHead.read(text, &table.host, &options)
        } else if !columns.isEmpty {
          let words = CollectlHead.words(text)
          guard words.count == columns.count else {
            if line.isTerminated, !words.isEmpty {
              log.note("a row has not as many fields as its head; such rows were left out", line: line.number)
            }
            continue
          }
          put(words, columns, line.number, options, into: &table, &log)
        }
      }
    }
    table.derive(&log)
    log.note(
      "collectl's tables tell neither KernelStack nor VmallocUsed nor PageTables nor Percpu; its raw files do",
      line: nil)
  }

  private func put(
    _ words: [String], _ columns: [String], _ line: Int, _ options: ImportOptions, into table: inout ImportTable,
    _ log: inout RemarkLog
  ) {
    guard let found = CollectlHead.time(words, isEpoch: columns[0] == "UTC") else {
      return log.note("a row has no time; such rows were left out", line: line)
    }
    let time = options.time(found, line: line, &log)
    var values: [String: Int64] = [:]
    for (column, word) in zip(columns, words) {
      guard let number = Int64(word), number >= 0 else { continue }
      if column == "[CPU]ProcQue" { values["Tasks"] = number }
      guard column.hasPrefix("[MEM]"), let known = ForeignName.counter(String(column.dropFirst(5)), of: .collectl),
        number <= Meminfo.limit
      else { continue }
      values[known.counter] = number
    }
    if let slab = values["Slab"], let kept = values["SUnreclaim"], slab >= kept { values["SReclaimable"] = slab - kept }
    for name in values.keys.sorted() {
      table.set(values[name] ?? 0, at: time, slot: table.slot(name, isCount: name == "Tasks"))
    }
  }

  /// The columns of a head; nil for other lines.
  private static func head(_ text: String) -> [String]? {
    guard text.hasPrefix("#Date") || text.hasPrefix("#UTC"), text.contains("[MEM]") else { return nil }
    return CollectlHead.words(String(text.dropFirst()))
  }
}
