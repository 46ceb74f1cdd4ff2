import KernelMemory
import Storage

/// Writes a session as OpenMetrics text: a family a counter, by node_exporter's names where it has one, each value with its time.
///
/// Families stand one after the other, as the format wants it, so that the session is in memory. Marks, gaps and owners have no place in it.
struct OpenMetricsText {
  private let reading: SessionReading
  private var session: Session { reading.session }

  init(_ reading: SessionReading) { self.reading = reading }

  /// Writes all families and the end mark.
  func write<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(SessionError) {
    let counts = Set(reading.countNames)
    for column in session.columns where column.first != nil {
      let family = OpenMetricsText.family(column.name, isCount: counts.contains(column.name))
      var text: [UInt8] = []
      text += "# HELP \(family.name) \(OpenMetricsText.escaped(family.help))\n# TYPE \(family.name) gauge\n".utf8
      if family.isBytes { text += "# UNIT \(family.name) bytes\n".utf8 }
      let start = Array((family.name + labels([]) + " ").utf8)
      for (time, value) in zip(session.times, column.values) where value != Column.absent {
        text += start
        // kB as bytes, exactly.
        SessionText.append(family.isBytes ? value.multipliedClamped(by: 1024) : value, to: &text)
        text.append(0x20)
        OpenMetricsText.append(seconds: time, to: &text)
        text.append(0x0a)
        if text.count > 1 << 16 {
          try sink.write(text)
          text.removeAll(keepingCapacity: true)
        }
      }
      try sink.write(text)
    }
    try writeHost(to: &sink)
    try sink.write("# EOF\n")
  }

  /// What is known of the host, at the first and the last sample of each part.
  private func writeHost<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(SessionError) {
    var boots = ""
    var names = ""
    for part in session.parts where !part.samples.isEmpty {
      let host = part.header.host
      let ends = Set([part.samples.lowerBound, part.samples.upperBound - 1]).sorted()
      for time in ends.map({ OpenMetricsText.text(seconds: session.times[$0]) }) {
        if let boot = host.bootTime {
          boots += "node_boot_time_seconds\(labels([])) \(OpenMetricsText.text(seconds: boot)) \(time)\n"
        }
        let facts = [
          ("machine", host.machine), ("nodename", host.name), ("release", host.kernelRelease),
          ("version", host.kernelVersion),
        ].compactMap { key, value in value.map { (key, $0) } }
        if !facts.isEmpty { names += "node_uname_info\(labels(facts)) 1 \(time)\n" }
      }
    }
    if !boots.isEmpty {
      try sink.write(
        "# HELP node_boot_time_seconds When the host was booted.\n# TYPE node_boot_time_seconds gauge\n"
          + "# UNIT node_boot_time_seconds seconds\n" + boots)
    }
    if !names.isEmpty { try sink.write("# HELP node_uname What the host is.\n# TYPE node_uname info\n" + names) }
  }

  /// A counter's family: node_exporter writes `_` for the parentheses of /proc/meminfo, and bytes.
  private static func family(_ counter: String, isCount: Bool) -> (name: String, help: String, isBytes: Bool) {
    if counter == ContextCounter.tasks.name { return ("node_processes_threads", "Tasks, threads among them.", false) }
    let bare = counter.replacing("(", with: "_").replacing(")", with: "")
    let name = "node_memory_" + String(bare.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    let help = "\(counter) of /proc/meminfo."
    return isCount ? (name, help, false) : (name + "_bytes", help, true)
  }

  private func labels(_ more: [(String, String)]) -> String {
    let all = (session.header.host.name.map { [("instance", $0)] } ?? []) + more
    guard !all.isEmpty else { return "" }
    return "{" + all.map { "\($0.0)=\"\(OpenMetricsText.escaped($0.1))\"" }.joined(separator: ",") + "}"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  private static func text(seconds time: Int64) -> String {
    var bytes: [UInt8] = []
    append(seconds: time, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Seconds with a fraction where the time has one.
  private static func append(seconds time: Int64, to text: inout [UInt8]) {
    if time < 0 { text.append(UInt8(ascii: "-")) }
    SessionText.append(Int64((time.magnitude) / 1000), to: &text)
    let rest = time.magnitude % 1000
    guard rest > 0 else { return }
    text += ".\(rest < 10 ? "00" : rest < 100 ? "0" : "")\(rest)".utf8
  }
}

extension Int64 {
  /// The product, or the largest number where it does not fit.
  fileprivate func multipliedClamped(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
