import KernelMemory
import SessionFile
import Storage

/// `pcp2json`: a record a moment, names of metrics nested, values as numbers or strings, with their units.
struct PcpJSONFormat: TableFormat {
  let name = "pcp2json"
  let what = "the output of pcp2json"

  func recognizes(_ head: ImportHead) -> Bool { head.begins(with: "{") && head.contains("\"@pcp\"") }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    for input in inputs {
      var json = JSONScanner(try ByteSource.whole(input), file: input.name)
      // Two objects with a note each stand before the export.
      while json.peek() == .object {
        try json.object { (json, key) throws(SessionError) in
          guard key == "@pcp", json.peek() == .object else { return false }
          try json.object { (json, key) throws(SessionError) in
            guard key == "@hosts", json.peek() == .array else { return false }
            try json.array { (json) throws(SessionError) in try host(&json, input.name, options, into: &table, &log) }
            return true
          }
          return true
        }
      }
    }
  }

  private func host(
    _ json: inout JSONScanner, _ file: String?, _ options: ImportOptions, into table: inout ImportTable,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    guard json.peek() == .object else { return try json.skip() }
    try json.object { (json, key) throws(SessionError) in
      if key == "@host" {
        let name = try json.text()
        if let host = table.host.name, let name, host != name {
          throw SessionError("it holds records of \(host) and of \(name)", file: file, mend: "export one host")
        }
        table.host.name = name ?? table.host.name
        return true
      }
      guard key == "@metrics", json.peek() == .array else { return false }
      try json.array { (json) throws(SessionError) in
        guard json.peek() == .object else { return try json.skip() }
        var time: Int64?
        var values: [(counter: ForeignName, value: Double, unit: String?)] = []
        try json.object { (json, key) throws(SessionError) in
          if key == "@timestamp" {
            time = try json.text().flatMap { TimeLine(text: $0) }.map { options.time($0, line: nil, &log) }
            return true
          }
          guard !key.hasPrefix("@"), json.peek() == .object else { return false }
          try metric(&json, key, depth: 0, &values)
          return true
        }
        guard let time else { return log.note("a record has no time; such records were left out", line: nil) }
        for (known, value, unit) in values {
          let isCount = known.unit == nil
          guard isCount || unit == nil || unit == "Kbyte" else {
            log.note("values in other units than Kbyte were left out", line: nil)
            continue
          }
          guard let amount = known.unit.amount(value) else { continue }
          table.set(amount, at: time, slot: table.slot(known.counter, isCount: isCount))
        }
      }
      return true
    }
  }

  /// Goes down the parts of a name to where the value is.
  private func metric(
    _ json: inout JSONScanner, _ name: String, depth: Int,
    _ values: inout [(counter: ForeignName, value: Double, unit: String?)]
  ) throws(SessionError) {
    var value: Double?
    var unit: String?
    var found = values
    try json.object { (json, key) throws(SessionError) in
      switch key {
      case "value": value = try json.number()
      case "@unit": unit = try json.text()
      default:
        guard !key.hasPrefix("@"), depth < 8, json.peek() == .object else { return false }
        try metric(&json, name + "." + key, depth: depth + 1, &found)
      }
      return true
    }
    values = found
    if let value, let known = ForeignName.counter(name, of: .pcp) { values.append((known, value, unit)) }
  }
}
