import KernelMemory
import SessionFile
import Storage

/// Answers of Datadog's `/api/v1/query`: series of `system.mem.…`, times in milliseconds, values in the unit that each series names.
struct DatadogFormat: TableFormat {
  let name = "datadog"
  let what = "an answer of Datadog"

  func recognizes(_ head: ImportHead) -> Bool { head.begins(with: "{") && head.contains("\"pointlist\"") }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var choice = HostChoice(options, file: inputs.first?.name)
    var others: [String] = []
    for input in inputs {
      var json = JSONScanner(try ByteSource.whole(input), file: input.name)
      try json.object { (json, key) throws(SessionError) in
        guard key == "series", json.peek() == .array else { return false }
        try json.array { (json) throws(SessionError) in
          guard json.peek() == .object else { return try json.skip() }
          let series = try DatadogSeries(&json)
          guard let known = options.columns[series.metric] ?? ForeignName.counter(series.metric, of: .datadog)?.counter
          else {
            if others.count < 100 { others.append(series.metric) }
            return
          }
          guard choice.takes(series.host) else { return }
          let bytes = options.unit.map { Double($0.size(pageSize: options.pageSize)) } ?? series.bytes ?? 1_048_576
          for (time, value) in series.points {
            guard let amount = MemoryUnit?.some(.bytes).amount(value * bytes) else { continue }
            table.set(known, amount, at: time)
          }
        }
        return true
      }
    }
    try choice.check()
    table.host.name = choice.name
    if table.names.isEmpty, let other = others.first {
      throw SessionError(
        "no series in it is a counter of memory: " + others.prefix(12).joined(separator: ", "),
        file: inputs.first?.name, mend: "query avg:system.mem.slab{host:NAME}, or say --column \(other)=Slab")
    }
    table.derive(&log)
    log.note(
      "Datadog gives averages over its intervals, and tells neither KernelStack nor VmallocUsed nor Percpu", line: nil)
  }
}
