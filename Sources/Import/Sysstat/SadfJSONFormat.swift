import KernelMemory
import SessionFile
import Storage

/// `sadf -j`: sysstat's records as JSON, kB, with restarts and comments.
struct SadfJSONFormat: TableFormat {
  let name = "sadf-json"
  let what = "the output of sadf -j"

  func recognizes(_ head: ImportHead) -> Bool { head.begins(with: "{") && head.contains("\"sysstat\"") }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var records = SysstatRecords(options, file: inputs.first?.name)
    for input in inputs {
      var json = JSONScanner(try ByteSource.whole(input), file: input.name)
      try json.object { (json, key) throws(SessionError) in
        guard key == "sysstat", json.peek() == .object else { return false }
        try json.object { (json, key) throws(SessionError) in
          guard key == "hosts", json.peek() == .array else { return false }
          try json.array { (json) throws(SessionError) in try SadfJSONFormat.host(&json, &records, &log) }
          return true
        }
        return true
      }
    }
    table = try records.finish(&log)
  }

  private static func host(
    _ json: inout JSONScanner, _ records: inout SysstatRecords, _ log: inout RemarkLog
  ) throws(SessionError) {
    var host = HostFacts()
    var isOpen = false
    try json.object { (json, key) throws(SessionError) in
      switch key {
      case "nodename": host.name = try json.text()
      case "release": host.kernelRelease = try json.text()
      case "machine": host.machine = try json.text()
      case "number-of-cpus":
        host.onlineCPUs = try json.number().flatMap { Int(exactly: $0) }.flatMap { $0 > 0 ? $0 : nil }
      case "statistics", "restarts", "comments":
        guard json.peek() == .array else { return false }
        if !isOpen { try records.host(host) }
        isOpen = true
        try json.array { (json) throws(SessionError) in try record(&json, &records, &log) }
      default: return false
      }
      return true
    }
  }

  /// One record: of statistics, of a restart (`boot`) or of a comment, each with its time.
  private static func record(
    _ json: inout JSONScanner, _ records: inout SysstatRecords, _ log: inout RemarkLog
  ) throws(SessionError) {
    guard json.peek() == .object else { return try json.skip() }
    var stamp = SysstatStamp()
    var values: [(name: String, value: Double)] = []
    var event: SessionEvent.Kind?
    try json.object { (json, key) throws(SessionError) in
      guard json.peek() == .object else { return false }
      switch key {
      case "timestamp": try stamp.read(&json)
      case "memory", "queue":
        try json.object { (json, key) throws(SessionError) in
          if let value = try json.number() { values.append((key, value)) }
          return true
        }
      case "boot":
        event = .reboot
        try stamp.read(&json)
      case "comment":
        try stamp.read(&json)
        event = .mark(stamp.comment ?? "")
      default: return false
      }
      return true
    }
    guard let day = CalendarDay(stamp.date), let clock = FoundTime.clock([stamp.time][...])?.milliseconds else {
      return
    }
    let time = records.time(local: day.milliseconds + clock, isUTC: stamp.isUTC, line: nil, &log)
    if let event { records.event(event, at: time) }
    for (name, value) in values { records.take(name, value, at: time, of: .sadf) }
  }
}
