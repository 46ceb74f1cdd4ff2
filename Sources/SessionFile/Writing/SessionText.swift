package import KernelMemory

/// The text of a session file: JSON Lines, version 1.
///
/// Every function gives whole lines, so that each can be written with one write(2).
package enum SessionText {
  /// A header line.
  package static func header(_ header: SessionHeader, columns: [String], counts: [String]) -> String {
    var members: [(name: String, value: JSONValue)] = [
      ("kmem", .string("session")), ("version", .integer(SessionFormat.version)),
    ]
    members.append(("recorder", .string(header.recorder)))
    if let label = header.label { members.append(("label", .string(label))) }
    members.append(("start", .integer(header.start)))
    if let interval = header.interval { members.append(("interval_ms", .integer(interval))) }
    if let thinned = header.thinned { members.append(("thinned_ms", .integer(thinned))) }
    members.append(("host", host(header.host)))
    members.append(("columns", strings(columns)))
    members.append(("counts", strings(counts)))
    return JSONValue.object(members).text + "\n"
  }

  /// A header line for samples of an order of columns.
  package static func header(_ header: SessionHeader, order: ColumnOrder) -> String {
    self.header(header, columns: order.columns, counts: order.counts)
  }

  /// An event's line.
  ///
  /// - Parameters:
  ///   - kind: What happened. A column change so written does not change how samples are read: see
  ///     ``columns(_:added:removed:time:elapsed:)``.
  ///   - time: Wall time in milliseconds since 1970-01-01T00:00Z; for gaps and suspends, their begin.
  ///   - elapsed: Milliseconds since the header's start on the clock that does not stop; nil where samples have none.
  /// - Returns: The line with its line feed.
  package static func event(_ kind: SessionEvent.Kind, time: Int64, elapsed: Int64?) -> String {
    switch kind {
    case .mark(let text): line("mark", time, elapsed, [("text", .string(text))])
    case .gap(let milliseconds): line("gap", time, elapsed, [("milliseconds", .integer(milliseconds))])
    case .suspend(let milliseconds): line("suspend", time, elapsed, [("milliseconds", .integer(milliseconds))])
    case .clockJump(let milliseconds): line("clock", time, elapsed, [("milliseconds", .integer(milliseconds))])
    case .columnChange(let added, let removed):
      line("columns", time, elapsed, [("added", strings(added)), ("removed", strings(removed))])
    case .reboot: line("reboot", time, elapsed, [])
    case .commandStart(let command): line("command_start", time, elapsed, [("command", .string(command))])
    case .commandEnd(let status): line("command_end", time, elapsed, [("status", .integer(orNull: status))])
    case .cost(let cpu, let memory):
      line(
        "cost", time, elapsed,
        [("cpu", .integer(cpu))] + (memory.map { [("memory", .integer($0.count))] } ?? []))
    case .end(let reason): line("end", time, elapsed, [("reason", .string(reason))])
    }
  }

  /// The line that says how samples are read from here on.
  package static func columns(
    _ order: ColumnOrder, added: [String], removed: [String], time: Int64, elapsed: Int64?
  ) -> String {
    line(
      "columns", time, elapsed,
      [
        ("added", strings(added)), ("removed", strings(removed)), ("columns", strings(order.columns)),
        ("counts", strings(order.counts)),
      ])
  }

  /// The line of a remark: an oddity that a reader of the session should know of.
  package static func remark(_ text: String, time: Int64, elapsed: Int64?, count: Int = 1) -> String {
    let members: [(name: String, value: JSONValue)] = [("text", .string(text))]
    return line("remark", time, elapsed, count == 1 ? members : members + [("count", .integer(orNull: count))])
  }

  /// The line of a remark about the input of an import, with its file and line.
  static func remark(_ remark: Remark, time: Int64) -> String {
    var members: [(name: String, value: JSONValue)] = [("text", .string(remark.text))]
    if let file = remark.file { members.append(("file", .string(file))) }
    if let line = remark.line { members.append(("line", .integer(orNull: line))) }
    if remark.count != 1 { members.append(("count", .integer(orNull: remark.count))) }
    return line("remark", time, nil, members)
  }

  static func line(
    _ event: String, _ time: Int64, _ elapsed: Int64?, _ members: [(name: String, value: JSONValue)]
  ) -> String {
    var all: [(name: String, value: JSONValue)] = [("event", .string(event)), ("time", .integer(time))]
    if let elapsed { all.append(("elapsed", .integer(elapsed))) }
    return JSONValue.object(all + members).text + "\n"
  }

  private static func strings(_ strings: [String]) -> JSONValue { .array(strings.map(JSONValue.string)) }

  private static func host(_ host: HostFacts) -> JSONValue {
    var environment: [(name: String, value: JSONValue)] = [
      ("hypervisor", .string(orNull: host.environment.hypervisor)),
      ("container", .string(orNull: host.environment.container)), ("lxcfs", .bool(host.environment.lxcfs)),
      ("evidence", strings(host.environment.evidence)),
    ]
    if let cloud = host.environment.cloud { environment.append(("cloud", .string(cloud))) }
    let members: [(name: String, value: JSONValue)] = [
      ("name", .string(orNull: host.name)), ("kernel_release", .string(orNull: host.kernelRelease)),
      ("kernel_version", .string(orNull: host.kernelVersion)), ("machine", .string(orNull: host.machine)),
      ("boot_id", .string(orNull: host.bootID)), ("boot_time", .integer(orNull: host.bootTime)),
      ("page_size", .integer(orNull: host.pageSize)), ("possible_cpus", .integer(orNull: host.possibleCPUs)),
      ("online_cpus", .integer(orNull: host.onlineCPUs)),
      ("mem_total_kb", .integer(orNull: host.memTotal?.kibibytes)), ("numa_nodes", .integer(orNull: host.numaNodes)),
      ("environment", .object(environment)), ("vmap_stack", host.vmapStack.value.map(JSONValue.bool) ?? .null),
      ("vmap_stack_source", .string(orNull: host.vmapStack.source)),
    ]
    return .object(members + memory(host.memory))
  }

  /// What is known; these members came later than the others, and are missing where they are unknown.
  private static func memory(_ memory: MemorySetup) -> [(name: String, value: JSONValue)] {
    let members: [(name: String, value: JSONValue)] = [
      ("page_table_levels", .integer(orNull: memory.pageTableLevels)),
      ("page_table_levels_source", .string(orNull: memory.pageTableLevelsSource)),
      ("transparent_hugepage", .string(orNull: memory.transparentHugePages)),
      ("huge_pages_kb", .integer(orNull: memory.hugePages?.kibibytes)),
      ("swap_total_kb", .integer(orNull: memory.swap?.kibibytes)),
      ("swap_kinds", memory.swapKinds.isEmpty ? .null : strings(memory.swapKinds)),
      ("zswap", memory.zswap.map(JSONValue.bool) ?? .null),
      ("cgroup", .string(orNull: memory.controlGroups?.rawValue)),
    ]
    return members.filter { $0.value != .null }
  }
}
