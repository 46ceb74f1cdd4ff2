import KernelMemory
import SessionFile
import Storage

/// Answers of Prometheus' HTTP API (`query_range`, `query`), and VictoriaMetrics' `/api/v1/export`, an object a line.
///
/// Times are seconds since 1970 in the API, milliseconds in the export; values are strings in the API. Bytes exactly.
struct PrometheusJSONFormat: TableFormat {
  let name = "prometheus"
  let what = "an answer of Prometheus"

  func recognizes(_ head: ImportHead) -> Bool {
    guard head.begins(with: "{") else { return false }
    return head.contains("\"resultType\"") || head.contains("\"errorType\"")
      || (head.contains("\"metric\"") && head.contains("\"timestamps\""))
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var series = PrometheusSeries(options, file: inputs.first?.name)
    var count = 0
    for input in inputs {
      var json = JSONScanner(try ByteSource.whole(input), file: input.name)
      while json.peek() != .end { try answer(&json, &series, &count, input.name, &log) }
    }
    guard count > 0 else {
      throw SessionError(
        "the result is empty: no series was found for the query", file: inputs.first?.name, line: 1, column: 1,
        mend: "look at the query's labels and times")
    }
    table = try series.finish(&log)
  }

  /// Reads an answer, or a line of an export, which is a series by itself.
  private func answer(
    _ json: inout JSONScanner, _ series: inout PrometheusSeries, _ count: inout Int, _ file: String?,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    var error: String?
    var single = Parts()
    try json.object { (json, key) throws(SessionError) in
      switch key {
      case "error": error = try json.text()
      case "annotations":
        guard json.peek() == .array else { return false }
        for annotation in try GrafanaAnnotation.all(&json) { series.mark(annotation) }
      case "data":
        guard json.peek() == .object else { return false }
        try json.object { (json, key) throws(SessionError) in
          guard key == "result", json.peek() == .array else { return false }
          try json.array { (json) throws(SessionError) in
            guard json.peek() == .object else { return try json.skip() }
            var parts = Parts()
            try json.object { (json, key) throws(SessionError) in try parts.take(key, &json) }
            try parts.deliver(&json, &series, &log)
            count += 1
          }
          return true
        }
      default: return try single.take(key, &json)
      }
      return true
    }
    if let error {
      throw SessionError(
        "Prometheus answered with an error: \(error)", file: file, line: 1, column: 1,
        mend: "mend the query and ask again")
    }
    if single.hasValues {
      try single.deliver(&json, &series, &log)
      count += 1
    }
  }

  /// The members of a series: what it is, and where its values stand.
  private struct Parts {
    var labels: [String: String] = [:]
    var values: Int?
    var isSingle = false
    var timestamps: Int?

    var hasValues: Bool { values != nil }

    mutating func take(_ key: String, _ json: inout JSONScanner) throws(SessionError) -> Bool {
      switch key {
      case "metric":
        guard json.peek() == .object else { return false }
        var labels: [String: String] = [:]
        try json.object { (json, key) throws(SessionError) in
          labels[key] = try json.text()
          return true
        }
        self.labels = labels
        return true
      case "values", "value":
        guard json.peek() == .array else { return false }
        values = json.place
        isSingle = key == "value"
      case "timestamps":
        guard json.peek() == .array else { return false }
        timestamps = json.place
      default: break
      }
      return false
    }

    /// Goes back to the values and gives them to the series, and returns to where it was.
    func deliver(
      _ json: inout JSONScanner, _ series: inout PrometheusSeries, _ log: inout RemarkLog
    ) throws(SessionError) {
      guard let values else { return }
      let end = json.place
      defer { json.go(to: end) }
      let target = series.target(labels, &log)
      if case .none = target { return }
      json.go(to: values)
      if let timestamps {
        var numbers: [Double?] = []
        try json.array { (json) throws(SessionError) in numbers.append(try json.number()) }
        json.go(to: timestamps)
        var index = 0
        try json.array { (json) throws(SessionError) in
          let time = try json.number()
          if index < numbers.count, let time, abs(time) < 1e15 {
            series.take(numbers[index], at: Int64(time), of: target, &log)
          }
          index += 1
        }
      } else if isSingle {
        try Parts.pair(&json, &series, target, &log)
      } else {
        try json.array { (json) throws(SessionError) in
          // Nearly all are two plain numbers, one after the other.
          while let pair = json.plainPair() {
            series.take(pair.value, at: Int64((pair.time * 1000).rounded()), of: target, &log)
            guard json.takeComma() else { return }
          }
          try Parts.pair(&json, &series, target, &log)
        }
      }
    }

    /// `[1796040986, "341291008"]`.
    private static func pair(
      _ json: inout JSONScanner, _ series: inout PrometheusSeries, _ target: PrometheusSeries.Target,
      _ log: inout RemarkLog
    ) throws(SessionError) {
      var time: Double?
      var value: Double?
      var index = 0
      try json.array { (json) throws(SessionError) in
        let number = try json.number()
        if index == 0 { time = number } else if index == 1 { value = number }
        index += 1
      }
      guard let time, abs(time) < 1e12 else { return }
      series.take(value, at: Int64((time * 1000).rounded()), of: target, &log)
    }
  }
}
