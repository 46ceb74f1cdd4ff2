import KernelMemory
import SessionFile
import Storage

/// Netdata's `/api/v1/data` as CSV, TSV, Markdown and JSON, and `allmetrics` as JSON: MiB, newest first, holes as null.
struct NetdataFormat: TableFormat {
  let name = "netdata"
  let what = "data of Netdata"

  func recognizes(_ head: ImportHead) -> Bool {
    if head.contains("\"chart_type\"") || head.contains("new Date(") || head.contains("\"cols\"") { return false }
    if head.begins(with: "{") {
      return head.contains("\"labels\"") && head.contains("\"data\"") || head.contains("\"view_update_every\"")
        || head.contains("\"last_updated\"") && head.contains("\"dimensions\"")
    }
    guard let line = head.lines.first, let mark = NetdataFormat.mark(line) else { return false }
    let fields = line.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
    guard fields.first == "time", fields.count > 1, fields.dropFirst().allSatisfy(NetdataDimension.isKnown) else {
      return false
    }
    // kmem's own tables name the same counters in whole kB.
    let isOfKernel = fields.dropFirst().allSatisfy { Dimension(rawValue: $0) != nil }
    return !isOfKernel
      || head.lines.dropFirst().contains { line in line.split(separator: mark).dropFirst().contains { $0.contains(".") }
      }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var points = NetdataPoints(options, file: inputs.first?.name)
    for input in inputs {
      let (head, input) = try ImportHead.peek(input)
      if head.begins(with: "{") {
        try readJSON(input, &points, &log)
      } else {
        try readRows(input, &points, &log)
      }
      try points.endChart(&log)
    }
    table = try points.finish(&log)
  }

  private static func mark(_ line: String) -> Character? { [",", "\t", "|"].first { line.hasPrefix("time\($0)") } }

  private func readRows(
    _ input: SessionInput, _ points: inout NetdataPoints, _ log: inout RemarkLog
  ) throws(SessionError) {
    var lines = try LineReader(input, takesPages: false)
    var mark: Character = ","
    var count = 0
    while let line = try lines.next() {
      if line.isTooLong { continue }
      let text = String(decoding: lines.buffer[line.range], as: UTF8.self)
      if count == 0 { mark = NetdataFormat.mark(text) ?? "," }
      let fields = text.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
      count += 1
      if count == 1 {
        points.beginChart(Array(fields.dropFirst()))
      } else if fields.count > 1, !fields[0].isEmpty, !text.contains("---"),
        line.isTerminated || fields.count > points.width
      {
        try points.take(
          time: fields[0], fields.dropFirst().map { DecimalNumber.parse(Array($0.utf8)[...]) }, line.number, &log)
      }
    }
  }

  private func readJSON(
    _ input: SessionInput, _ points: inout NetdataPoints, _ log: inout RemarkLog
  ) throws(SessionError) {
    var json = JSONScanner(try ByteSource.whole(input), file: input.name)
    try json.object { (json, key) throws(SessionError) in
      switch key {
      case "labels", "data": return try member(key, &json, &points, &log)
      case "result":
        switch json.peek() {
        case .object: try json.object { (json, key) throws(SessionError) in try member(key, &json, &points, &log) }
        case .array: try rows(&json, &points, &log)
        case .string:
          throw SessionError(
            "its result is a text inside JSON", file: input.name, line: 1, column: 1,
            mend: "export it with format=json or format=csv, without jsonwrap")
        default: return false
        }
        return true
      default:
        guard key.contains("."), json.peek() == .object else { return false }
        try chart(&json, &points, &log)
        return true
      }
    }
  }

  private func member(
    _ key: String, _ json: inout JSONScanner, _ points: inout NetdataPoints, _ log: inout RemarkLog
  ) throws(SessionError) -> Bool {
    guard json.peek() == .array else { return false }
    if key == "labels" {
      var labels: [String] = []
      try json.array { (json) throws(SessionError) in labels.append(try json.text() ?? "") }
      points.beginChart(Array(labels.dropFirst()))
      return true
    }
    guard key == "data" else { return false }
    try rows(&json, &points, &log)
    return true
  }

  /// Rows that are arrays (`json`) or objects (`objectrows`).
  private func rows(
    _ json: inout JSONScanner, _ points: inout NetdataPoints, _ log: inout RemarkLog
  ) throws(SessionError) {
    try json.array { (json) throws(SessionError) in
      var time = ""
      var names: [String] = []
      var values: [Double?] = []
      if json.peek() == .array {
        var isFirst = true
        try json.array { (json) throws(SessionError) in
          if isFirst { time = try json.text() ?? "" } else { values.append(try json.number()) }
          isFirst = false
        }
      } else if json.peek() == .object {
        try json.object { (json, key) throws(SessionError) in
          if key == "time" {
            time = try json.text() ?? ""
          } else {
            names.append(key)
            values.append(try json.number())
          }
          return true
        }
        if points.width == 0 { points.beginChart(names) }
      } else {
        return try json.skip()
      }
      try points.take(time: time, values, nil, &log)
    }
  }

  /// A chart of `allmetrics`: one value a dimension, and when it was updated.
  private func chart(
    _ json: inout JSONScanner, _ points: inout NetdataPoints, _ log: inout RemarkLog
  ) throws(SessionError) {
    var time = ""
    var names: [String] = []
    var values: [Double?] = []
    var chart = ""
    try json.object { (json, key) throws(SessionError) in
      switch key {
      case "name": chart = try json.text() ?? ""
      case "last_updated": time = try json.text() ?? ""
      case "dimensions":
        guard json.peek() == .object else { return false }
        try json.object { (json, name) throws(SessionError) in
          guard json.peek() == .object else { return false }
          try json.object { (json, key) throws(SessionError) in
            guard key == "value" else { return false }
            names.append(name)
            values.append(try json.number())
            return true
          }
          return true
        }
      default: return false
      }
      return true
    }
    guard ["mem.kernel", "mem.slab", "mem.available", "system.ram", "system.active_processes"].contains(chart) else {
      return
    }
    points.beginChart(names)
    try points.take(time: time, values, nil, &log)
    try points.endChart(&log)
  }
}
