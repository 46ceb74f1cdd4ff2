import KernelMemory
import SessionFile
import Storage

/// What sysstat recorded, from whichever of its outputs: values, restarts and comments of one host.
///
/// sar has neither the halves of Slab nor Percpu. Total RAM is worked out from kbmemused, whose meaning changed with the versions.
struct SysstatRecords {
  private var table = ImportTable()
  private let options: ImportOptions
  private let file: String?
  private var previous: Int64?
  private var used: [Int64: Double] = [:]
  private var share: [Int64: Double] = [:]

  init(_ options: ImportOptions, file: String?) {
    self.options = options
    self.file = file
  }

  /// Begins a host's records; those of another host are refused.
  mutating func host(_ host: HostFacts) throws(SessionError) {
    if let name = table.host.name, let other = host.name, name != other {
      throw SessionError(
        "it holds records of \(name) and of \(other)", file: file, mend: "give the records of one host")
    }
    table.host.name = host.name ?? table.host.name
    table.host.kernelRelease = host.kernelRelease ?? table.host.kernelRelease
    table.host.machine = host.machine ?? table.host.machine
    table.host.onlineCPUs = host.onlineCPUs ?? table.host.onlineCPUs
  }

  /// The moment of a local time; in the end of summer time the one behind the record before.
  mutating func time(local: Int64, isUTC: Bool, line: Int?, _ log: inout RemarkLog) -> Int64 {
    var moment = local
    if !isUTC {
      if let zone = options.zone {
        moment = zone.utc(local: local, notBefore: previous)
      } else {
        log.note("the times name no zone; UTC was assumed", line: line)
      }
    }
    previous = moment
    return moment
  }

  /// Begins with the records of another activity, whose times begin again.
  mutating func beginBlock() { previous = nil }

  /// Takes a value by sysstat's name for it.
  mutating func take(_ name: String, _ value: Double, at time: Int64, of tool: ForeignName.Tool) {
    var column = SysstatColumn(name, of: tool)
    take(&column, value, at: time)
  }

  /// Takes a value of a column.
  mutating func take(_ column: inout SysstatColumn, _ value: Double, at time: Int64) {
    switch column.meaning {
    case .none: return
    case .used: used[time] = value
    case .share: share[time] = value
    case .counter(let known):
      guard let amount = known.unit.amount(value) else { return }
      let slot = column.slot ?? table.slot(known.counter, isCount: known.unit == nil)
      column.slot = slot
      table.set(amount, at: time, slot: slot)
    }
  }

  /// Notes a restart or a comment.
  mutating func event(_ kind: SessionEvent.Kind, at time: Int64) { table.event(kind, at: time) }

  /// The table; refuses records without one value of memory.
  mutating func finish(_ log: inout RemarkLog) throws(SessionError) -> ImportTable {
    guard !table.times.isEmpty, table.names.contains(where: { $0 != "Tasks" }) else {
      throw SessionError(
        "there is no record of memory in it", file: file, mend: "export it with sadf -j FILE -- -r ALL")
    }
    addTotal()
    if !table.names.contains("Slab") {
      log.note("sar was run without ALL, so that no kernel memory is in it: sadf -j FILE -- -r ALL has it", line: nil)
    } else {
      log.note("sar tells neither Percpu nor how much of Slab can be reclaimed", line: nil)
    }
    if table.hasEvent(.reboot) {
      log.note("LINUX RESTART is a boot of the host, or only sysstat's collector that was started again", line: nil)
    }
    return table
  }

  /// MemTotal from kbmemused: total − free until 11.7.3; less buffers, cached and slab from 11.7.4; total − available from 12.7.8.
  ///
  /// The one that agrees with %memused in every record is taken; without one nothing is.
  private mutating func addTotal() {
    guard !table.names.contains("MemTotal") else { return }
    let forms: [[String]] = [["MemFree"], ["MemFree", "Buffers", "Cached", "Slab"], ["MemAvailable"]]
    for form in forms {
      var totals: [(time: Int64, kib: Double)] = []
      var isRight = true
      for (row, time) in table.times.enumerated() {
        guard let used = used[time], let share = share[time] else { continue }
        let parts = form.map { table.value($0, row: row) }
        guard !parts.contains(nil) else { continue }
        let total = used + Double(parts.reduce(0) { $0 + ($1 ?? 0) })
        guard total > 0, abs(used / total * 100 - share) <= 0.011, totals.last.map({ abs($0.kib - total) < 1 }) ?? true
        else {
          isRight = false
          break
        }
        totals.append((time, total))
      }
      guard isRight, !totals.isEmpty else { continue }
      for (time, total) in totals { table.set("MemTotal", Int64(total), at: time) }
      return
    }
  }
}
