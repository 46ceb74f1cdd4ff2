import KernelMemory
import SessionFile
import Storage

/// atop's parseable outputs: `-P MEM`, pages a line, and `-J MEM`, bytes as JSON, an object a line.
///
/// Levels of the first record are valid although its rates are of the time since boot; −1 is unknown.
struct AtopFormat: TableFormat {
  let name = "atop"
  let what = "the output of atop -P or -J"

  func recognizes(_ head: ImportHead) -> Bool {
    if head.begins(with: "{") { return head.contains("\"elapsed\"") && head.contains("\"slabmem\"") }
    return head.lines.prefix(50).contains { AtopFormat.record($0) != nil }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      while let line = try lines.next() {
        if line.isTooLong { continue }
        let bytes = lines.buffer[line.range]
        if bytes.first == UInt8(ascii: "{") {
          try object(Array(bytes), input.name, into: &table, &log)
        } else if let record = AtopFormat.record(String(decoding: bytes, as: UTF8.self)) {
          try put(record, input.name, line.number, into: &table)
        }
      }
    }
    table.derive(&log)
    log.note("atop tells neither KernelStack nor VmallocUsed nor Percpu nor MemAvailable", line: nil)
  }

  /// What a record says: kB by the kernel's names.
  private struct Record {
    var host: String
    var time: Int64
    var values: [(String, Int64)]
  }

  /// `MEM host epoch date time interval pagesize phys free cache buffer slab dirty slabreclaim …`, pages (atop's parseable.c).
  private static func record(_ line: String) -> Record? {
    guard line.hasPrefix("MEM ") else { return nil }
    let words = line.split(separator: " ").map(String.init)
    guard words.count >= 14, let epoch = Int64(words[2]), (0..<1 << 40).contains(epoch), Int(words[5]) != nil,
      let page = Int64(words[6]), (512...(1 << 24)).contains(page)
    else { return nil }
    var values: [(String, Int64)] = []
    for (place, name) in [
      (7, "MemTotal"), (8, "MemFree"), (9, "Cached"), (10, "Buffers"), (11, "Slab"), (13, "SReclaimable"),
    ] {
      if let pages = Int64(words[place]), (0..<1 << 45).contains(pages) {
        values.append((name, pages * (page / 512) / 2))
      }
    }
    return Record(host: words[1], time: epoch * 1000, values: values)
  }

  private func object(
    _ bytes: [UInt8], _ file: String?, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var record = Record(host: "", time: -1, values: [])
    var json = JSONScanner(bytes, file: file)
    let names = [
      "physmem": "MemTotal", "freemem": "MemFree", "cachemem": "Cached", "buffermem": "Buffers", "slabmem": "Slab",
      "slabreclaim": "SReclaimable",
    ]
    try json.object { (json, key) throws(SessionError) in
      switch key {
      case "host": record.host = try json.text() ?? ""
      case "timestamp":
        record.time =
          try json.number().flatMap { Int64(exactly: $0) }.flatMap { abs($0) < 1 << 40 ? $0 * 1000 : nil } ?? -1
      case "MEM":
        guard json.peek() == .object else { return false }
        try json.object { (json, key) throws(SessionError) in
          guard let name = names[key] else { return false }
          if let value = try json.number(), let amount = MemoryUnit?(.bytes).amount(value) {
            record.values.append((name, amount))
          }
          return true
        }
      default: return false
      }
      return true
    }
    try put(record, file, nil, into: &table)
  }

  private func put(_ record: Record, _ file: String?, _ line: Int?, into table: inout ImportTable) throws(SessionError)
  {
    guard record.time >= 0 else { return }
    if !record.host.isEmpty {
      if let host = table.host.name, host != record.host {
        throw SessionError(
          "it holds records of \(host) and of \(record.host)", file: file, line: line, column: line == nil ? nil : 1,
          mend: "give the records of one host")
      }
      table.host.name = record.host
    }
    for (name, value) in record.values { table.set(name, value, at: record.time) }
  }
}
