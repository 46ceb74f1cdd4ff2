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

  private func memTotal(_ batch: SampleBatch, _ row: Int) -> Int64 {
    guard !isShared else { return SessionLimits.value }
    if let memTotalSlot {
      let total = batch[memTotalSlot, row]
      if total > 0 { return min(total, SessionLimits.value) }
      if !batch.isRead(memTotalSlot, row) { return memTotal(around: batch, memTotalSlot) }
    }
    return headerTotal ?? SessionLimits.value
  }

  /// What MemTotal was at most in a batch, for samples whose own was not read.
  private func memTotal(around batch: SampleBatch, _ slot: Int) -> Int64 {
    let most = batch.completed.map { batch[slot, $0] }.max() ?? 0
    return most > 0 ? min(most, SessionLimits.value) : headerTotal ?? SessionLimits.value
  }

  private func mismatch(_ batch: SampleBatch, _ row: Int) -> Bool {
    guard let slab, let reclaimable, let unreclaimable else { return false }
    return Doubts.isMismatch(batch[slab, row], batch[reclaimable, row], batch[unreclaimable, row])
  }

  private static func isMismatch(_ slab: Int64, _ reclaimable: Int64, _ unreclaimable: Int64) -> Bool {
    let difference = slab &- reclaimable &- unreclaimable
    // Hardly ever: so the rest is not asked for.
    guard difference > tolerance || difference < -tolerance else { return false }
    return slab != Column.absent && reclaimable != Column.absent && unreclaimable != Column.absent
  }

  /// Whether anything in some samples must be looked at; fast, for nearly all samples are sound.
  func isDoubtful(_ batch: SampleBatch, _ rows: Range<Int>) -> Bool {
    if !batch.isPlain {
      for slot in 0..<batch.slots where batch[slot, rows].contains(where: Doubts.isBeyondBelief) { return true }
    }
    let all = batch.values.span
    let least = leastTotal(batch, rows)
    for slot in bounded {
      guard let extremes = all.extracting(batch.range(slot: slot, rows)).extremes() else { continue }
      if extremes.most > least { return true }
    }
    guard let slab, let reclaimable, let unreclaimable else { return false }
    let whole = all.extracting(batch.range(slot: slab, rows))
    let one = all.extracting(batch.range(slot: reclaimable, rows))
    let other = all.extracting(batch.range(slot: unreclaimable, rows))
    // Kernels print the very sum.
    var differences: Int64 = 0
    for row in whole.indices { differences |= whole[row] &- one[row] &- other[row] }
    return differences != 0 && whole.indices.contains { Doubts.isMismatch(whole[$0], one[$0], other[$0]) }
  }

  /// The smallest MemTotal of some samples, or what stands for it.
  private func leastTotal(_ batch: SampleBatch, _ rows: Range<Int>) -> Int64 {
    let without = isShared ? SessionLimits.value : headerTotal ?? SessionLimits.value
    guard !isShared, let memTotalSlot else { return without }
    var least = SessionLimits.value
    if batch.sparse.contains(memTotalSlot) {
      least = memTotal(around: batch, memTotalSlot)
      for row in batch.completed where rows.contains(row) { least = min(least, memTotal(batch, row)) }
    } else {
      for row in rows { least = min(least, memTotal(batch, row)) }
    }
    return least
  }

  private static func isBeyondBelief(_ value: Int64) -> Bool {
    UInt64(bitPattern: value) > UInt64(SessionLimits.value) && value != Column.absent
  }

  /// Leaves the values that cannot be out of some samples.
  func clean(_ batch: inout SampleBatch, _ rows: Range<Int>, names: [String], log: inout RemarkLog) {
    for row in rows { clean(&batch, row, names: names, log: &log) }
  }

  private func clean(_ batch: inout SampleBatch, _ row: Int, names: [String], log: inout RemarkLog) {
    let line = batch.line + row
    for slot in 0..<batch.slots where Doubts.isBeyondBelief(batch[slot, row]) {
      if batch[slot, row] < 0 {
        log.note("\(names[slot]) is below zero; such values were left out", line: line)
      } else {
        log.note(
          "\(names[slot]) is larger than 2^60, as after falling below zero; such values were left out", line: line)
      }
      batch[slot, row] = Column.absent
    }
    let total = memTotal(batch, row)
    for slot in bounded where batch[slot, row] > total {
      log.note("\(names[slot]) is larger than MemTotal; such values were left out", line: line)
      batch[slot, row] = Column.absent
    }
    if mismatch(batch, row) { log.note("Slab is not the sum of SReclaimable and SUnreclaim", line: line) }
  }

  /// Leaves out counters that are constant zeros although memory of theirs is in use, part by part, and counters without values.
  func judgeWholeParts(_ session: inout Session, log: inout RemarkLog) {
    let isReclaimable = session.ends(.kReclaimable).map { max($0.first, $0.last) > 0 } ?? false
    for (number, part) in session.parts.enumerated() where !part.samples.isEmpty {
      if isZero(session.column(Dimension.vmallocUsed.name), part),
        isUsed(session.column(Dimension.kernelStack.name), part)
      {
        log.note(
          "VmallocUsed is 0 throughout, as kernels 4.4 to 5.2 print it without counting; it was left out", line: nil)
        leaveOut([.vmallocUsed], part, &session)
      }
      if isZero(session.column(Dimension.slab.name), part), isReclaimable {
        log.note(
          "Slab is 0 although KReclaimable is not: LXCFS shows a container's view; Slab and its halves were left out",
          line: nil)
        leaveOut([.slab, .sReclaimable, .sUnreclaim], part, &session)
        Doubts.note(&session.parts[number].header.host.environment)
        if number == 0 { Doubts.note(&session.header.host.environment) }
      }
    }
    if let total = session.ends(.memTotal), total.first <= 0, total.last <= 0 {
      log.note("MemTotal is 0: how much RAM there is, and every share of it, is unknown", line: nil)
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
