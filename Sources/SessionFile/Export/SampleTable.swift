import KernelMemory
import Storage

/// Writes each sample as a row while a session file is read.
struct SampleTable<Sink: ByteSink & ~Copyable>: SessionVisitor, ~Copyable {
  private let format: SessionExport.Format
  /// The columns; nil until the first header where the file cannot be read twice.
  private var columns: [String]?
  private var sink: Sink
  private var axis = SessionAxis()
  private var log: RemarkLog
  private var row: [UInt8] = []
  private var rows = 0
  /// Each column's name as it stands before a value in JSON: `,"Slab":`.
  private var keys: [[UInt8]] = []

  init(_ format: SessionExport.Format, columns: [String]?, file: String?, sink: consuming Sink) {
    self.format = format
    self.columns = columns
    self.sink = sink
    log = RemarkLog(file: file)
  }

  func wants(_ column: String) -> Bool { true }

  mutating func slot(_ slot: Int, for column: String) {
    if let columns, slot >= columns.count {
      log.note("\(column) appears after the first header; it was left out", line: nil)
    }
  }

  mutating func header(
    _ header: SessionHeader, columns: [String], counts: [String], line: Int
  ) throws(SessionError) {
    axis.begin(header)
    let isFirst = keys.isEmpty && rows == 0
    guard isFirst else { return }
    var seen: Set<String> = []
    let names = self.columns ?? columns.dropFirst().filter { $0 != "elapsed" && seen.insert($0).inserted }
    self.columns = names
    keys = names.map { Array(("," + JSONValue.string($0).text + ":").utf8) }
    switch format {
    case .csv: try sink.write((["time"] + names.map(\.csvField)).joined(separator: ",") + "\n")
    case .json: try sink.write("[")
    case .openmetrics: break
    }
  }

  mutating func columns(_ columns: [String], counts: [String]) {}

  mutating func samples(_ batch: SampleBatch) throws(SessionError) {
    for row in 0..<batch.count { try sample(batch, row) }
  }

  private mutating func sample(_ batch: SampleBatch, _ number: Int) throws(SessionError) {
    let line = batch.line + number
    let place: Int64
    switch axis.place(time: batch.time(number), elapsed: batch.elapsed(number)) {
    case .at(let time): place = time
    case .back(let time, _):
      log.note("the clock goes back; the times go on by the usual interval from there", line: line)
      place = time
    case .beyond:
      log.note("the clock goes back so often that the times leave the calendar; such samples were dropped", line: line)
      return
    case .again:
      log.note("a sample has the time of the one before it; such samples were dropped", line: line)
      return
    }
    let clock = CivilTime(milliseconds: place).iso8601
    let isJSON = format == .json
    row.removeAll(keepingCapacity: true)
    if isJSON { row += ((rows == 0 ? "\n" : ",\n") + "{\"time\":\"").utf8 }
    row += clock.utf8
    if isJSON { row.append(UInt8(ascii: "\"")) }
    for (slot, key) in keys.enumerated() {
      let value = slot < batch.slots ? batch[slot, number] : Column.absent
      if isJSON { row += key } else { row.append(UInt8(ascii: ",")) }
      if isJSON || value != Column.absent { SessionText.append(value, to: &row) }
    }
    row += (isJSON ? "}" : "\n").utf8
    rows += 1
    try sink.write(row)
  }

  mutating func event(_ kind: SessionEvent.Kind, time: Int64, elapsed: Int64?) {}

  mutating func remark(_ remark: Remark) { log.note(remark) }

  consuming func finish(_ remarks: inout [Remark]) throws(SessionError) -> Sink {
    if format == .json { try sink.write("\n]\n") }
    remarks += log.remarks
    return sink
  }
}

extension String {
  /// The text as RFC 4180 wants it.
  fileprivate var csvField: String {
    // A spreadsheet computes what begins like a formula; behind an apostrophe it is a text (CWE-1236).
    let text = first.map { "=+-@\t\r".contains($0) } == true ? "'" + self : self
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
