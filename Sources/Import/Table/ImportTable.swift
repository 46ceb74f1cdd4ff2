import KernelMemory
import SessionFile
import Storage

/// What an importer has read, in whatever order, until it goes into a session in the order of time: values, events, owners.
struct ImportTable {
  /// What is known of the host.
  var host = HostFacts()

  /// The interval that the source names, milliseconds.
  var interval: Int64?

  /// The counters so far, in the kernel's spelling.
  private(set) var names: [String] = []

  /// The times of the rows, in the order in which they were met.
  private(set) var times: [Int64] = []

  private var counts: [String] = []
  private var kept: Set<String> = []
  private var slots: [String: Int] = [:]
  private var columns: [[Int64]] = []
  private var rows: [Int64: Int] = [:]
  private var lastRow = -1
  private var events: [SessionEvent] = []
  private var owners: [OwnerSnapshot] = []

  /// Values that are kept at most, 512 MiB of them.
  private static let limit = 1 << 26

  /// The number of a counter's column; a new one is made where there is none.
  mutating func slot(_ name: String, isCount: Bool = false) -> Int {
    if let slot = slots[name] { return slot }
    slots[name] = columns.count
    names.append(name)
    if isCount { counts.append(name) }
    columns.append([])
    return columns.count - 1
  }

  /// Puts a value at a time; false where another value stands there already, which stays, or where the table is full.
  @discardableResult
  mutating func set(_ value: Int64, at time: Int64, slot: Int) -> Bool {
    // Series of one query have the same times one after the other.
    let next = lastRow + 1
    let row: Int
    if next < times.count, times[next] == time {
      row = next
    } else if lastRow >= 0, times[lastRow] == time {
      row = lastRow
    } else if let found = rows[time] {
      row = found
    } else {
      guard (times.count + 1) * max(columns.count, 1) <= ImportTable.limit, SessionLimits.times.contains(time) else {
        return false
      }
      row = times.count
      rows[time] = row
      times.append(time)
    }
    lastRow = row
    let missing = row - columns[slot].count
    if missing > 0 { columns[slot].append(contentsOf: repeatElement(Column.absent, count: missing)) }
    if missing >= 0 {
      columns[slot].append(value)
    } else if columns[slot][row] == Column.absent {
      columns[slot][row] = value
    } else {
      return columns[slot][row] == value
    }
    return true
  }

  /// Puts a counter's value at a time.
  @discardableResult
  mutating func set(_ name: String, _ value: Int64, at time: Int64) -> Bool { set(value, at: time, slot: slot(name)) }

  /// A counter's value at a row; nil where there is none.
  func value(_ name: String, row: Int) -> Int64? {
    guard let slot = slots[name], row < columns[slot].count, columns[slot][row] != Column.absent else { return nil }
    return columns[slot][row]
  }

  /// Notes what happened.
  mutating func event(_ kind: SessionEvent.Kind, at time: Int64) {
    guard events.count < SessionLimits.events, SessionLimits.times.contains(time) else { return }
    events.append(SessionEvent(time: time, kind: kind))
  }

  /// Takes a snapshot of the owners.
  mutating func add(_ snapshot: OwnerSnapshot) {
    guard owners.count < 10_000, SessionLimits.times.contains(snapshot.time) else { return }
    owners.append(snapshot)
  }

  /// Makes a column that stays although it has no value: its counter was there and could not be read.
  mutating func keep(_ name: String, isCount: Bool) {
    _ = slot(name, isCount: isCount)
    kept.insert(name)
  }

  /// Replaces the times of the rows, in the order in which they were met; rows without one are dropped.
  ///
  /// Rows of one time are put 1 ms apart.
  mutating func retime(_ new: [Int64?]) {
    var taken: Set<Int64> = []
    let dropped = Int64.min
    times = times.indices.map { row in
      guard row < new.count, var time = new[row] else { return dropped }
      while !taken.insert(time).inserted { time += 1 }
      return time
    }
    rows = [:]
    lastRow = -1
  }

  /// Works out what sums say: SUnreclaim where Slab and SReclaimable are there, Slab where its halves are.
  mutating func derive(_ log: inout RemarkLog) {
    let (slab, given, kept) = ("Slab", "SReclaimable", "SUnreclaim")
    if let all = slots[slab], let part = slots[given], slots[kept] == nil {
      derive(kept, from: all, and: part, &log) { $0 >= $1 ? $0 - $1 : nil }
    } else if let part = slots[given], let rest = slots[kept], slots[slab] == nil {
      derive(slab, from: part, and: rest, &log) { $0 + $1 }
    }
  }

  private mutating func derive(
    _ name: String, from left: Int, and right: Int, _ log: inout RemarkLog, _ rule: (Int64, Int64) -> Int64?
  ) {
    let new = slot(name)
    var values = [Int64](repeating: Column.absent, count: times.count)
    for row in times.indices where row < columns[left].count && row < columns[right].count {
      let (first, second) = (columns[left][row], columns[right][row])
      guard first != Column.absent, second != Column.absent, let value = rule(first, second) else { continue }
      values[row] = value
    }
    columns[new] = values
    let text =
      name == "Slab" ? "Slab is derived: SReclaimable + SUnreclaim" : "SUnreclaim is derived: Slab − SReclaimable"
    log.note(text, line: nil)
  }

  /// Whether something of a kind happened.
  func hasEvent(_ kind: SessionEvent.Kind) -> Bool { events.contains { $0.kind == kind } }

  /// Whether no row has a time yet.
  func isFree(_ time: Int64) -> Bool { rows[time] == nil }

  /// Writes everything in the order of time.
  func write<Sink: ByteSink & ~Copyable>(to writer: inout SessionWriter<Sink>) throws(SessionError) {
    writer.host = host
    writer.interval = interval
    let slots = columns.indices.filter { slot in
      kept.contains(names[slot]) || columns[slot].contains { $0 != Column.absent }
    }
    let keptNames = slots.map { names[$0] }
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    let sorted = events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    var waiting = sorted.map(\.element)[...]
    var snapshots = OwnerSnapshot.sorted(owners)[...]
    var values = [Int64](repeating: Column.absent, count: slots.count)
    for row in order where times[row] != .min {
      let time = times[row]
      while let event = waiting.first, event.time <= time {
        waiting.removeFirst()
        if event.kind == .reboot {
          try writer.reboot(time: time)
        } else {
          try writer.event(event.kind, time: event.time)
        }
      }
      while let snapshot = snapshots.first, snapshot.time <= time {
        snapshots.removeFirst()
        try writer.owners(snapshot)
      }
      for (place, slot) in slots.enumerated() {
        values[place] = row < columns[slot].count ? columns[slot][row] : Column.absent
      }
      // A row of which nothing was kept is none.
      guard values.contains(where: { $0 != Column.absent }) else { continue }
      try writer.sample(time: time, names: keptNames, values: values, counts: counts)
    }
    for snapshot in snapshots { try writer.owners(snapshot) }
    for event in waiting where event.kind != .reboot { try writer.event(event.kind, time: event.time) }
  }
}
