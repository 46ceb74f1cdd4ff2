import KernelMemory

/// Decides which values of a session cannot be what the kernel counted, and leaves them out.
struct Doubts {
  /// The slots of Slab and its halves.
  private var slab: Int?
  private var reclaimable: Int?
  private var unreclaimable: Int?
  /// The slots of the dimensions that are compared with MemTotal.
  private var bounded: [Int] = []
  private var memTotalSlot: Int?
  private var headerTotal: Int64?
  private var isShared = false

  /// Pages of several sizes and rounding imports may make halves differ a little from their sum.
  private static let tolerance: Int64 = 4

  mutating func slot(_ slot: Int, for column: String) {
    switch column {
    case Dimension.slab.name: slab = slot
    case Dimension.sReclaimable.name: reclaimable = slot
    case Dimension.sUnreclaim.name: unreclaimable = slot
    case ContextCounter.memTotal.name: memTotalSlot = slot
    default: break
    }
    if Dimension(rawValue: column) != nil { bounded.append(slot) }
  }

  mutating func begin(_ header: SessionHeader) {
    headerTotal = header.host.memTotal?.kibibytes
    // There MemTotal is the container's, and other counters are the host's.
    isShared = header.host.environment.lxcfs
  }

  private func memTotal(_ row: [Int64]) -> Int64 {
    guard !isShared else { return SessionLimits.value }
    if let memTotalSlot, case let total = row[memTotalSlot], total > 0 { return min(total, SessionLimits.value) }
    return headerTotal ?? SessionLimits.value
  }

  private func mismatch(_ row: [Int64]) -> Bool {
    guard let slab, let reclaimable, let unreclaimable, row[slab] != Column.absent, row[reclaimable] != Column.absent,
      row[unreclaimable] != Column.absent
    else { return false }
    return (row[slab] &- row[reclaimable] &- row[unreclaimable]).magnitude > UInt64(Doubts.tolerance)
  }

  /// Whether anything in a sample must be looked at; fast, for nearly all samples are sound.
  func isDoubtful(_ row: [Int64]) -> Bool {
    for value in row where UInt64(bitPattern: value) > UInt64(SessionLimits.value) && value != Column.absent {
      return true
    }
    let total = memTotal(row)
    for slot in bounded where row[slot] > total { return true }
    return mismatch(row)
  }

  /// A sample without the values that cannot be.
  func believed(_ row: [Int64], names: [String], line: Int, log: inout RemarkLog) -> [Int64] {
    var row = row
    for slot in row.indices where row[slot] != Column.absent {
      if row[slot] < 0 {
        log.note("\(names[slot]) is below zero; such values were left out", line: line)
        row[slot] = Column.absent
      } else if row[slot] > SessionLimits.value {
        log.note(
          "\(names[slot]) is larger than 2^60, as after falling below zero; such values were left out", line: line)
        row[slot] = Column.absent
      }
    }
    let total = memTotal(row)
    for slot in bounded where row[slot] > total {
      log.note("\(names[slot]) is larger than MemTotal; such values were left out", line: line)
      row[slot] = Column.absent
    }
    if mismatch(row) { log.note("Slab is not the sum of SReclaimable and SUnreclaim", line: line) }
    return row
  }

  /// Leaves out counters that are constant zeros although memory of theirs is in use, part by part, and counters without values.
  func judgeWholeParts(_ session: inout Session, log: inout RemarkLog) {
    for (number, part) in session.parts.enumerated() where !part.samples.isEmpty {
      if isZero(session.column(Dimension.vmallocUsed.name), part),
        isUsed(session.column(Dimension.kernelStack.name), part)
      {
        log.note(
          "VmallocUsed is 0 throughout, as kernels 4.4 to 5.2 print it without counting; it was left out", line: nil)
        leaveOut([.vmallocUsed], part, &session)
      }
      if isZero(session.column(Dimension.slab.name), part), isUsed(session.column(.kReclaimable), part) {
        log.note(
          "Slab is 0 although KReclaimable is not: LXCFS shows a container's view; Slab and its halves were left out",
          line: nil)
        leaveOut([.slab, .sReclaimable, .sUnreclaim], part, &session)
        Doubts.note(&session.parts[number].header.host.environment)
        if number == 0 { Doubts.note(&session.header.host.environment) }
      }
    }
    session.columns.removeAll { $0.first == nil }
  }

  private static func note(_ environment: inout HostEnvironment) {
    environment.lxcfs = true
    environment.evidence.append("Slab is 0 in /proc/meminfo while KReclaimable is not")
  }

  private func isZero(_ column: Column?, _ part: SessionPart) -> Bool {
    guard let values = column?.values[part.samples] else { return false }
    return values.contains(0) && values.allSatisfy { $0 == 0 || $0 == Column.absent }
  }

  private func isUsed(_ column: Column?, _ part: SessionPart) -> Bool {
    column?.values[part.samples].contains { $0 > 0 } ?? false
  }

  private func leaveOut(_ dimensions: [Dimension], _ part: SessionPart, _ session: inout Session) {
    for index in session.columns.indices where dimensions.map(\.name).contains(session.columns[index].name) {
      for sample in part.samples { session.columns[index].values[sample] = Column.absent }
    }
  }
}
