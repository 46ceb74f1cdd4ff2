import KernelMemory
import SessionFile
import Storage

/// telegraf's metrics in InfluxDB's line protocol: the plugins mem (bytes), processes, kernel (the boot's time) and slab (owners).
struct InfluxFormat: TableFormat {
  let name = "influx"
  let what = "telegraf's line protocol"

  func recognizes(_ head: ImportHead) -> Bool {
    head.lines.prefix(100).contains { text in
      guard let line = InfluxLine(Array(text.utf8)[...]), line.measurement == "mem" else { return false }
      return line.fields.contains { ForeignName.counter($0.name, of: .telegraf) != nil }
    }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var choice = HostChoice(options, file: inputs.first?.name)
    var boot: Double?
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      while let line = try lines.next() {
        if line.isTooLong || line.range.isEmpty || lines.buffer[line.range.lowerBound] == UInt8(ascii: "#") { continue }
        guard let point = InfluxLine(lines.buffer[line.range]) else {
          log.note("a line is no metric; such lines were left out", line: line.number)
          continue
        }
        guard ["mem", "processes", "kernel", "slab"].contains(point.measurement), choice.takes(point.tags["host"] ?? "")
        else { continue }
        guard let time = point.time else {
          log.note("a line says no time; such lines were left out", line: line.number)
          continue
        }
        take(point, at: time, &boot, into: &table, &log)
      }
      if let remark = lines.source.remark { log.note(remark, line: nil) }
    }
    try choice.check()
    table.host.name = choice.name
    table.derive(&log)
    log.note("telegraf's mem tells neither KernelStack nor Percpu", line: nil)
  }

  private func take(
    _ point: InfluxLine, at time: Int64, _ boot: inout Double?, into table: inout ImportTable, _ log: inout RemarkLog
  ) {
    var owners: [Owner] = []
    for (name, value) in point.fields {
      switch point.measurement {
      case "processes" where name == "total_threads":
        if value >= 0, let count = Int64(exactly: value.rounded()) {
          table.set(count, at: time, slot: table.slot(ContextCounter.tasks.name, isCount: true))
        }
      case "kernel" where name == "boot_time":
        if let before = boot, value > before + 30 { table.event(.reboot, at: time) }
        boot = value
        if table.host.bootTime == nil, value > 0, value < 1e11 { table.host.bootTime = Int64(value * 1000) }
      case "mem", "slab":
        if name.hasSuffix("_size"), !name.hasPrefix("huge_page"), let kib = MemoryUnit?.some(.bytes).amount(value) {
          if owners.count < 512, kib > 0 { owners.append(Owner(Owner.bounded(String(name.dropLast(5))), [kib])) }
        } else if let known = ForeignName.counter(name, of: .telegraf) {
          guard let amount = known.unit.amount(value) else {
            log.note("a value is below zero or larger than 2^60 kB; such values were left out", line: nil)
            continue
          }
          table.set(known.counter, amount, at: time)
        }
      default: continue
      }
    }
    guard !owners.isEmpty else { return }
    owners.sort { ($1.values[0], $0.name) < ($0.values[0], $1.name) }
    table.add(OwnerSnapshot(time: time, reason: .period, lists: [OwnerList(.slab, columns: [.kib], owners: owners)]))
  }
}
