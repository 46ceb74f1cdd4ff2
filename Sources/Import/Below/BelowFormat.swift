import KernelMemory
import SessionFile
import Storage

/// `below dump system --raw -O json` or `-O csv`: fields by their titles, bytes, the time as `Timestamp` (seconds) or `Datetime` (local).
struct BelowFormat: TableFormat {
  let name = "below"
  let what = "the output of below dump system"

  private static let titles: [String: String] = [
    "Total": "MemTotal", "Free": "MemFree", "Available": "MemAvailable", "Buffers": "Buffers", "Cached": "Cached",
    "Anon Pages": "AnonPages", "Mapped": "Mapped", "Shmem": "Shmem", "Kreclaimable": "KReclaimable", "Slab": "Slab",
    "Slab Reclaimable": "SReclaimable", "Slab Unreclaimable": "SUnreclaim", "Kernel Stack": "KernelStack",
    "Page Tables": "PageTables", "Vmalloc Used": "VmallocUsed", "Dirty": "Dirty", "Swap Total": "SwapTotal",
    "Swap Free": "SwapFree",
  ]

  func recognizes(_ head: ImportHead) -> Bool {
    guard let line = head.lines.first else { return false }
    if line.hasPrefix("[") || line.hasPrefix("{") {
      return (head.contains("\"Datetime\"") || head.contains("\"Timestamp\""))
        && ["\"Slab\"", "\"Kernel Stack\"", "\"Page Tables\"", "\"Slab Unreclaimable\""].contains(where: head.contains)
    }
    let fields = line.split(separator: ",").map(String.init)
    return (fields.contains("Datetime") || fields.contains("Timestamp"))
      && (fields.contains("Slab Unreclaimable") || fields.contains("Kernel Stack") || fields.contains("Page Tables"))
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    for input in inputs {
      let (head, input) = try ImportHead.peek(input)
      if head.begins(with: "[") || head.begins(with: "{") {
        var json = JSONScanner(try ByteSource.whole(input), file: input.name)
        while json.peek() != .end {
          if json.peek() == .array {
            try json.array { (json) throws(SessionError) in
              try object(&json, input.name, options, into: &table, &log)
            }
          } else {
            try object(&json, input.name, options, into: &table, &log)
          }
        }
      } else {
        try rows(input, options, into: &table, &log)
      }
    }
    table.derive(&log)
    log.note("below tells no Percpu", line: nil)
  }

  private func object(
    _ json: inout JSONScanner, _ file: String?, _ options: ImportOptions, into table: inout ImportTable,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    guard json.peek() == .object else { return try json.skip() }
    var fields: [String: String] = [:]
    try json.object { (json, key) throws(SessionError) in
      guard fields.count < 1000, let text = try json.text() else { return true }
      fields[key] = text
      return true
    }
    try put(fields, file, nil, options, into: &table, &log)
  }

  private func rows(
    _ input: SessionInput, _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var lines = try LineReader(input, takesPages: false)
    var titles: [String] = []
    while let line = try lines.next() {
      if line.isTooLong || line.range.isEmpty { continue }
      let text = String(decoding: lines.buffer[line.range], as: UTF8.self)
      let cells = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if titles.isEmpty || cells == titles {
        titles = cells
      } else if cells.count == titles.count, line.isTerminated {
        let fields = Dictionary(zip(titles, cells)) { first, _ in first }
        try put(fields, input.name, line.number, options, into: &table, &log)
      } else if line.isTerminated {
        log.note("a row has not as many fields as its head; such rows were left out", line: line.number)
      }
    }
  }

  private func put(
    _ fields: [String: String], _ file: String?, _ line: Int?, _ options: ImportOptions, into table: inout ImportTable,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    guard let found = (fields["Timestamp"] ?? fields["Datetime"]).flatMap({ TimeLine(text: $0) }) else {
      return log.note("a record has no time; such records were left out", line: line)
    }
    let time = options.time(found, line: line, &log)
    for title in BelowFormat.titles.keys.sorted() {
      guard let cell = fields[title], let counter = BelowFormat.titles[title] else { continue }
      if MemoryUnit.cell(cell) != nil {
        throw SessionError(
          "its numbers are rounded, “\(title)” is \(cell.prefix(40))", file: file, line: line,
          column: line.map { _ in 1 },
          mend: "dump it with --raw: below dump system -b TIME -e TIME --raw -O json -f datetime timestamp mem")
      }
      guard let value = DecimalNumber.parse(Array(cell.utf8)[...]), let amount = MemoryUnit?.some(.bytes).amount(value)
      else { continue }
      table.set(counter, amount, at: time)
    }
    if let host = fields["Hostname"], table.host.name == nil, !host.isEmpty { table.host.name = host }
    if let release = fields["Kernel Version"], !release.isEmpty { table.host.kernelRelease = release }
  }
}
