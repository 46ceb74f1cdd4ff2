import Storage

/// One series of an answer: what it is, of whom, in which unit, and its points.
struct DatadogSeries {
  /// The metric: `system.mem.slab`.
  private(set) var metric = ""

  /// The host in the scope; empty where the scope names none.
  private(set) var host = ""

  /// Bytes a unit; nil where the series names none.
  private(set) var bytes: Double?

  /// Milliseconds since 1970-01-01T00:00Z and values, those that are null left out.
  private(set) var points: [(time: Int64, value: Double)] = []

  init(_ json: inout JSONScanner) throws(SessionError) {
    var found = self
    try json.object { (json, key) throws(SessionError) in
      switch key {
      case "metric": found.metric = try json.text() ?? ""
      case "scope":
        let parts = (try json.text() ?? "").split(separator: ",")
        found.host = parts.first { $0.hasPrefix("host:") }.map { String($0.dropFirst(5)) } ?? ""
      case "unit" where json.peek() == .array:
        try json.array { (json) throws(SessionError) in
          guard json.peek() == .object else { return try json.skip() }
          try json.object { (json, key) throws(SessionError) in
            guard key == "scale_factor" else { return false }
            if found.bytes == nil, let factor = try json.number(), factor > 0 { found.bytes = factor }
            return true
          }
        }
      case "pointlist" where json.peek() == .array:
        try json.array { (json) throws(SessionError) in
          guard json.peek() == .array else { return try json.skip() }
          var numbers: [Double?] = []
          try json.array { (json) throws(SessionError) in
            let number = try json.number()
            if numbers.count < 2 { numbers.append(number) }
          }
          guard numbers.count == 2, let time = numbers[0], abs(time) < 1e15, let value = numbers[1] else { return }
          found.points.append((Int64(time), value))
        }
      default: return false
      }
      return true
    }
    self = found
  }
}
