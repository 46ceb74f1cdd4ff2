import KernelMemory
import SessionFile
import Storage

/// Metrics as text: `/metrics` of node_exporter, one or many with their times, `/federate`, OpenMetrics, and what promtool dumps.
///
/// A scrape holds no time of its own: it is in a line above, in the file's name, or given by the user.
struct PrometheusTextFormat: TableFormat {
  let name = "metrics"
  let what = "metrics as text"

  func recognizes(_ head: ImportHead) -> Bool {
    head.lines.contains { line in
      if ["# HELP node_", "# TYPE node_", "{__name__=\""].contains(where: line.hasPrefix) { return true }
      guard line.hasPrefix("node_") else { return false }
      let next = line.first { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
      return next == " " || next == "{"
    }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var series = PrometheusSeries(options, file: inputs.first?.name)
    var targets: [[UInt8]: PrometheusSeries.Target] = [:]
    for input in inputs {
      let fallback = input.name.flatMap(TimeLine.inName) ?? (inputs.count == 1 ? options.time : nil)
      try read(input, options, fallback: fallback, &series, &targets, &log)
    }
    table = try series.finish(&log)
  }

  private func read(
    _ input: SessionInput, _ options: ImportOptions, fallback: Int64?, _ series: inout PrometheusSeries,
    _ targets: inout [[UInt8]: PrometheusSeries.Target], _ log: inout RemarkLog
  ) throws(SessionError) {
    var lines = try LineReader(input, takesPages: false)
    var clock = DumpClock(options, file: input.name)
    var time = fallback
    var target: (text: [UInt8], target: PrometheusSeries.Target)?
    while let line = try lines.next() {
      let bytes = lines.buffer[line.range]
      guard !line.isTooLong, let first = bytes.first(where: { $0 > 0x20 }) else { continue }
      if first == UInt8(ascii: "#") || first &- 0x30 < 10 {
        if let point = PrometheusLine.point(bytes), let target {
          series.take(point.value, at: point.time, of: target.target, &log)
        } else if !bytes.starts(with: "# HELP".utf8), !bytes.starts(with: "# TYPE".utf8), bytes.count < 200,
          let found = FoundTime(in: String(decoding: bytes, as: UTF8.self))
        {
          time = try clock.moment(found, line: line.number, &log)
        }
        continue
      }
      guard let parsed = PrometheusLine(bytes) else {
        log.note("a line is no metric; such lines were left out", line: line.number)
        continue
      }
      if target?.text.elementsEqual(bytes[parsed.labels]) != true {
        // The same series come with each scrape.
        let text = Array(bytes[parsed.labels])
        let known = targets[text] ?? series.target(PrometheusLine.labels(bytes[parsed.labels]), &log)
        if targets.count < 1 << 14 { targets[text] = known }
        target = (text, known)
      }
      guard let target, parsed.hasValue else { continue }
      if case .none = target.target { continue }
      guard let moment = parsed.time ?? time else {
        throw SessionError(
          "nothing says when this scrape was taken", file: input.name, line: line.number, column: 1,
          mend: "give its time with --time, put a line with it above, or name the file by it")
      }
      series.take(parsed.value, at: moment, of: target.target, &log)
    }
    if let remark = lines.source.remark { log.note(remark, line: nil) }
  }
}
