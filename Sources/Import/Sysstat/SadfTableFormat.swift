import KernelMemory
import SessionFile
import Storage

/// `sadf -d` (a table a head, `;` between the fields) and `sadf -p` (a value a line).
///
/// Each activity and each restart has a head of its own; restarts and comments stand where values would.
struct SadfTableFormat: TableFormat {
  let name = "sadf"
  let what = "the output of sadf -d or -p"

  func recognizes(_ head: ImportHead) -> Bool {
    guard let line = head.lines.first else { return false }
    let fields = SadfTableFormat.fields(line)
    if fields.contains("timestamp"), fields.contains(where: { $0.hasPrefix("kb") || $0.hasPrefix("%") }) { return true }
    let words = line.split(separator: "\t", omittingEmptySubsequences: false)
    return words.count == 6 && Int(words[1]) != nil && SadfTableFormat.time(String(words[2])) != nil
      && (words[4].hasPrefix("kb") || words[4].hasPrefix("%") || ForeignName.counter(String(words[4]), of: .sar) != nil)
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var records = SysstatRecords(options, file: inputs.first?.name)
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      var head: [String] = []
      while let line = try lines.next() {
        if line.isTooLong { continue }
        let text = String(decoding: lines.buffer[line.range], as: UTF8.self)
        let isPairs = !text.contains(";") && text.contains("\t")
        let fields = isPairs ? text.split(separator: "\t").map(String.init) : SadfTableFormat.fields(text)
        if !isPairs, fields.contains("timestamp") {
          head = fields
        } else if isPairs {
          try pair(fields, line.number, &records, &log)
        } else if fields.count > 1 {
          try row(fields, head, line, &records, &log)
        }
      }
      if let remark = lines.source.remark { log.note(remark, line: nil) }
    }
    table = try records.finish(&log)
  }

  /// The fields of a line of `-d`, without the mark of a head.
  private static func fields(_ line: String) -> [String] {
    let text = line.hasPrefix("#") ? line.dropFirst().drop { $0 == " " } : line[...]
    return text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
  }

  private func row(
    _ fields: [String], _ head: [String], _ line: LineReader.Line, _ records: inout SysstatRecords,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    let stampPlace = head.firstIndex(of: "timestamp") ?? 2
    guard stampPlace < fields.count, let stamp = SadfTableFormat.time(fields[stampPlace]) else { return }
    if head.first == "hostname" { try records.host(HostFacts(name: fields[0])) }
    let time = records.time(local: stamp.local, isUTC: stamp.isUTC, line: line.number, &log)
    if fields.count == stampPlace + 2, head.count != fields.count || !SadfTableFormat.isNumber(fields[stampPlace + 1]) {
      return SadfTableFormat.note(fields[stampPlace + 1], at: time, &records)
    }
    guard fields.count == head.count else {
      if line.isTerminated {
        log.note("a row has not as many fields as its head; such rows were left out", line: line.number)
      }
      return
    }
    for (name, field) in zip(head, fields).dropFirst(stampPlace + 1) {
      guard let value = DecimalNumber.parse(Array(field.replacing(",", with: ".").utf8)[...]) else { continue }
      records.take(name, value, at: time, of: .sar)
    }
  }

  /// `host	interval	time	device	name	value`, or a restart or a comment in place of the last three.
  private func pair(
    _ fields: [String], _ number: Int, _ records: inout SysstatRecords, _ log: inout RemarkLog
  ) throws(SessionError) {
    guard fields.count > 3, let stamp = SadfTableFormat.time(fields[2]) else { return }
    try records.host(HostFacts(name: fields[0]))
    let time = records.time(local: stamp.local, isUTC: stamp.isUTC, line: number, &log)
    guard fields.count == 6, let value = DecimalNumber.parse(Array(fields[5].replacing(",", with: ".").utf8)[...])
    else {
      return SadfTableFormat.note(fields[3], at: time, &records)
    }
    records.take(fields[4], value, at: time, of: .sar)
  }

  private static func note(_ text: String, at time: Int64, _ records: inout SysstatRecords) {
    if text.hasPrefix("LINUX-RESTART") || text.hasPrefix("LINUX RESTART") {
      records.event(.reboot, at: time)
    } else if text.hasPrefix("COM ") {
      records.event(.mark(String(text.dropFirst(4))), at: time)
    }
  }

  private static func isNumber(_ text: String) -> Bool { text.first.map { $0.isASCIIDigit || $0 == "-" } ?? false }

  /// `2026-11-30 12:02:25 UTC`, the same without a zone, or seconds since 1970.
  private static func time(_ text: String) -> (local: Int64, isUTC: Bool)? {
    guard let found = TimeLine(text: text) else { return nil }
    return (found.time, !found.isLocal)
  }
}
