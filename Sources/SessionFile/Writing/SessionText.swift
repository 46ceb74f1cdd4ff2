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

  /// The facts about a host, by their table.
  static func host(_ host: HostFacts) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = []
    var environment: [(name: String, value: JSONValue)] = []
    for fact in HostFact.all {
      let value: JSONValue? =
        switch (host[fact], fact.unknown) {
        case (let value?, _), (nil, .value(let value)): value.json
        case (nil, .null): .null
        case (nil, .omitted): nil
        }
      if fact.group == .environment, environment.isEmpty { members.append(("environment", .null)) }
      guard let value else { continue }
      if fact.group == .host { members.append((fact.key, value)) } else { environment.append((fact.key, value)) }
    }
    return .object(members.map { ($0.name, $0.name == "environment" ? .object(environment) : $0.value) })
  }
}
