import KernelMemory
import SessionFile
import Storage

/// Zabbix' values as JSON: its real-time export, an object a line, and answers of `history.get`; bytes.
///
/// The answers name items by number alone: `--column 23296=Slab` says which counter one is.
struct ZabbixFormat: TableFormat {
  let name = "zabbix"
  let what = "values of Zabbix"

  func recognizes(_ head: ImportHead) -> Bool {
    (head.begins(with: "{") || head.begins(with: "[")) && head.contains("\"itemid\"") && head.contains("\"clock\"")
      && head.contains("\"value\"")
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var choice = HostChoice(options, file: inputs.first?.name)
    var unknown: [String] = []
    for input in inputs {
      var json = JSONScanner(try ByteSource.whole(input), file: input.name)
      while json.peek() != .end {
        if json.peek() == .array {
          try json.array { (json) throws(SessionError) in
            try value(&json, options, &choice, &unknown, into: &table, &log)
          }
        } else {
          try value(&json, options, &choice, &unknown, into: &table, &log)
        }
      }
    }
    try choice.check()
    table.host.name = choice.name
    if table.names.isEmpty, !unknown.isEmpty {
      throw SessionError(
        "none of its items is a counter of memory by its name: " + unknown.prefix(12).joined(separator: ", "),
        file: inputs.first?.name,
        mend: "say which one is: --column “\(unknown[0])”=Slab, and --unit where it is not bytes")
    }
    log.note("Zabbix tells of kernel memory what its items were set up for", line: nil)
  }

  /// One value, or an answer that holds values as its `result`.
  private func value(
    _ json: inout JSONScanner, _ options: ImportOptions, _ choice: inout HostChoice, _ unknown: inout [String],
    into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    guard json.peek() == .object else { return try json.skip() }
    var host = ""
    var item: String?
    var id: String?
    var clock: Double?
    var nanoseconds = 0.0
    var number: Double?
    var error: String?
    try json.object { (json, key) throws(SessionError) in
      switch key {
      case "host" where json.peek() == .object:
        try json.object { (json, key) throws(SessionError) in
          guard key == "host" else { return false }
          host = try json.text() ?? ""
          return true
        }
      case "result" where json.peek() == .array:
        try json.array { (json) throws(SessionError) in
          try value(&json, options, &choice, &unknown, into: &table, &log)
        }
      case "error" where json.peek() == .object:
        try json.object { (json, key) throws(SessionError) in
          guard key == "data" || key == "message" else { return false }
          error = try json.text() ?? error
          return true
        }
      case "name": item = try json.text()
      case "itemid": id = try json.text()
      case "clock": clock = try json.number()
      case "ns": nanoseconds = try json.number() ?? 0
      case "value", "value_avg", "avg": number = try json.number()
      default: return false
      }
      return true
    }
    if let error {
      throw SessionError("Zabbix answered with an error: \(error)", file: nil, mend: "mend the request and ask again")
    }
    guard let clock, abs(clock) < 1e12, let number, choice.takes(host) else { return }
    let time = Int64(clock) * 1000 + Int64(min(max(nanoseconds, 0), 999_999_999) / 1e6)
    let given = (item.flatMap { options.columns[$0] }) ?? id.flatMap { options.columns[$0] }
    guard let counter = given ?? item.flatMap(ZabbixFormat.counter) else {
      if let name = item ?? id, unknown.count < 100, !unknown.contains(name) { unknown.append(name) }
      return
    }
    let isCount = counter == ContextCounter.tasks.name
    guard let amount = (isCount ? nil : options.unit ?? .bytes).amount(number, pageSize: options.pageSize) else {
      return log.note("a value is below zero or larger than 2^60 kB; such values were left out", line: nil)
    }
    table.set(amount, at: time, slot: table.slot(counter, isCount: isCount))
  }

  /// The counter of an item that goes by the kernel's name, by its key, or by that of Zabbix' own template for Linux.
  private static func counter(_ item: String) -> String? {
    let bare = item.hasPrefix("Memory: ") ? item.dropFirst(8) : item[...]
    let names = Dimension.allCases.map(\.name) + ContextCounter.allCases.map(\.name)
    if let known = names.first(where: { $0.lowercased() == bare.lowercased() }) { return known }
    switch bare.lowercased() {
    case "vm.memory.size[slab]", "slab memory": return "Slab"
    case "vm.memory.size[total]", "vm.memory.size", "total memory": return "MemTotal"
    case "vm.memory.size[available]", "available memory": return "MemAvailable"
    case "vm.memory.size[free]", "free memory": return "MemFree"
    default: return nil
    }
  }
}
