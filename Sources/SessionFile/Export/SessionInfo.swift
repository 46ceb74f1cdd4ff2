import KernelMemory

/// What a session file holds, in short, for a person or a script.
package struct SessionInfo: Sendable {
  private let reading: SessionReading
  private var session: Session { reading.session }

  /// A text lists this many events at most; JSON lists them all.
  private static let listed = 40

  /// Describes a session.
  package init(_ reading: SessionReading) { self.reading = reading }

  /// Lines of names and values, ending in a line feed.
  package var text: String {
    var lines: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { lines.append((name, value.visible)) }
    }
    let host = session.header.host
    add("Label", session.header.label)
    add("Host", list([host.name, host.machine]))
    add("Kernel", list([host.kernelRelease, host.kernelVersion]))
    add("CPUs", list([host.onlineCPUs.map { "\($0) online" }, host.possibleCPUs.map { "\($0) possible" }]))
    add(
      "Memory", list([host.memTotal.map(\.text), host.numaNodes.map { $0 == 1 ? "1 NUMA node" : "\($0) NUMA nodes" }]))
    add("Environment", environment)
    add(
      "VMAP_STACK",
      host.vmapStack.value.map { ($0 ? "yes" : "no") + (host.vmapStack.source.map { ", by \($0)" } ?? "") })
    add("Boot", list([host.bootTime.map { CivilTime(milliseconds: $0).iso8601 }, host.bootID]))
    add("Recorder", session.header.recorder)
    add("Samples", "\(session.times.count)")
    if let first = session.times.first, let last = session.times.last {
      add("From", CivilTime(milliseconds: first).iso8601)
      add("To", CivilTime(milliseconds: last).iso8601 + ", \(CivilTime.duration(milliseconds: last - first))")
    }
    add("Interval", interval)
    add("Parts", parts)
    add("Columns", "\(reading.columnNames.count): " + reading.columnNames.joined(separator: " "))
    var text = lines.map { $0.name + String(repeating: " ", count: 13 - $0.name.count) + $0.value + "\n" }.joined()
    text += block("Facts", SessionInfo.more.compactMap { fact in fact.text(host).map { "\(fact.key)  \($0)" } })
    text += block("Events", session.events.map { CivilTime(milliseconds: $0.time).iso8601 + "  " + $0.kind.phrase })
    return text + block("Remarks", session.remarks.map(\.phrase))
  }

  /// The facts that the lines above do not tell.
  private static let more = HostFact.all.filter { fact in
    ![
      "name", "machine", "kernel_release", "kernel_version", "online_cpus", "possible_cpus", "mem_total_kb",
      "numa_nodes",
      "hypervisor", "container", "lxcfs", "evidence", "vmap_stack", "vmap_stack_source", "boot_time", "boot_id",
    ].contains(fact.key)
  }

  private func list(_ values: [String?]) -> String { values.compactMap(\.self).joined(separator: ", ") }

  private var environment: String {
    let environment = session.header.host.environment
    return list([
      environment.kind.rawValue, environment.hypervisor.map { "hypervisor \($0)" },
      environment.container.map { "container \($0)" }, environment.lxcfs ? "LXCFS" : nil,
    ]) + (environment.evidence.isEmpty ? "" : "; by " + environment.evidence.joined(separator: ", "))
  }

  private var interval: String {
    let usual = usualInterval.map { CivilTime.duration(milliseconds: $0) + " usually" }
    return list([session.header.interval.map { CivilTime.duration(milliseconds: $0) + " asked for" }, usual])
  }

  /// Milliseconds between two samples, as most often; nil where there are not two.
  private var usualInterval: Int64? {
    session.parts.lazy.compactMap { GapSearch.usual(session.times[$0.samples], interval: nil) }.first
  }

  private var parts: String {
    guard session.parts.count > 1 else { return "1" }
    let starts = session.parts.prefix(SessionInfo.listed).map { CivilTime(milliseconds: $0.header.start).iso8601 }
    return "\(session.parts.count), begun " + starts.joined(separator: ", ")
  }

  private func block(_ name: String, _ items: [String]) -> String {
    guard !items.isEmpty else { return "" }
    let head = name + String(repeating: " ", count: 13 - name.count) + "\(items.count)\n"
    let rest = items.count > SessionInfo.listed ? "  … and \(items.count - SessionInfo.listed) more\n" : ""
    return head + items.prefix(SessionInfo.listed).map { "  " + $0.visible + "\n" }.joined() + rest
  }

  /// The same for scripts, one JSON object ending in a line feed; times are ISO 8601 in UTC.
  package var json: String {
    func time(_ time: Int64?) -> JSONValue { .string(orNull: time.map { CivilTime(milliseconds: $0).iso8601 }) }
    let host = session.header.host
    let events = session.events.map { event in
      JSONValue.object([("time", time(event.time)), ("text", .string(event.kind.phrase))])
    }
    let remarks = session.remarks.map { remark in
      JSONValue.object([
        ("text", .string(remark.text)), ("file", .string(orNull: remark.file)), ("line", .integer(orNull: remark.line)),
        ("count", .integer(orNull: remark.count)),
      ])
    }
    return JSONValue.object([
      ("schema", .string("kmem-info/1")), ("label", .string(orNull: session.header.label)),
      ("host", .string(orNull: host.name)), ("kernel", .string(orNull: host.kernelRelease)),
      ("environment", .string(host.environment.kind.rawValue)), ("boot_id", .string(orNull: host.bootID)),
      ("mem_total_kb", .integer(orNull: host.memTotal?.kibibytes)), ("recorder", .string(session.header.recorder)),
      ("samples", .integer(Int64(session.times.count))), ("start", time(session.times.first)),
      ("end", time(session.times.last)), ("interval_ms", .integer(orNull: session.header.interval ?? usualInterval)),
      ("parts", .integer(Int64(session.parts.count))), ("columns", .array(reading.columnNames.map(JSONValue.string))),
      ("counts", .array(reading.countNames.map(JSONValue.string))), ("events", .array(events)),
      ("remarks", .array(remarks)), ("facts", SessionText.host(host)),
    ]).indentedText
  }
}
