package import KernelMemory
package import Storage

/// Writes an import's session: its header before the first sample, and a line when counters appear or go.
package struct SessionWriter<Sink: ByteSink & ~Copyable>: ~Copyable {
  private let recorder: String
  private let label: String?
  private var sink: Sink
  private var order: ColumnOrder?
  /// Every counter so far, and its position in a row.
  private var names: [String] = []
  private var positions: [String: Int] = [:]
  private var counts: [String] = []
  private var row: [Int64] = []
  private var buffer: [UInt8] = []
  private var presence = Presence()
  /// The names of the last sample and where their values go.
  private var lastNames: [String] = []
  private var targets: [Int] = []
  private var isComplete = false
  private var last: Int64 = 0
  /// Lines of what came before the first sample.
  private var early: [String] = []

  /// What is known of the host; what is set behind the first sample counts from the next boot on.
  package var host = HostFacts()

  /// The interval that the source names, milliseconds; nil: it is estimated from the times.
  package var interval: Int64?

  /// The number of samples so far.
  package private(set) var samples = 0

  /// Makes a writer of one session.
  ///
  /// - Parameters:
  ///   - sink: Where its text goes.
  ///   - recorder: What the header says wrote it.
  ///   - label: A name for the session; nil for none.
  package init(_ sink: consuming Sink, recorder: String, label: String?) {
    self.sink = sink
    self.recorder = recorder
    self.label = label
  }

  /// Writes a sample; names that are new become columns.
  package mutating func sample(time: Int64, names: [String], values: [Int64], counts: [String]) throws(SessionError) {
    if names != lastNames || order == nil { try use(names, values, counts, time) }
    for index in row.indices { row[index] = Column.absent }
    for (index, target) in targets.enumerated() where target >= 0 { row[target] = values[index] }
    if !isComplete { try noteMissing(time) }
    guard let order else { return }
    buffer.removeAll(keepingCapacity: true)
    SessionText.appendSample(time: time, elapsed: nil, tasks: nil, values: row, order: order, to: &buffer)
    try sink.write(buffer)
    samples += 1
    last = time
  }

  /// Writes an event; those of one time stand before its sample.
  package mutating func event(_ kind: SessionEvent.Kind, time: Int64) throws(SessionError) {
    try write(SessionText.event(kind, time: time, elapsed: nil))
  }

  /// Writes a snapshot of the owners.
  package mutating func owners(_ snapshot: OwnerSnapshot) throws(SessionError) {
    try write(SessionText.owners(snapshot, elapsed: nil))
  }

  /// Begins another boot of the host, whose facts have been set: what follows is not compared with what was before.
  package mutating func reboot(time: Int64) throws(SessionError) {
    guard let order else { return }
    try sink.write(SessionText.header(header(time, memTotal: nil), order: order))
    try event(.reboot, time: time)
  }

  private mutating func write(_ line: String) throws(SessionError) {
    if order == nil { early.append(line) } else { try sink.write(line) }
  }

  /// Prepares for samples of these names, and writes a header or the change of columns.
  private mutating func use(
    _ names: [String], _ values: [Int64], _ counts: [String], _ time: Int64
  ) throws(SessionError) {
    var added: [String] = []
    for name in names where positions[name] == nil && self.names.count < SessionLimits.columns - 3 {
      positions[name] = self.names.count
      self.names.append(name)
      added.append(name)
      if counts.contains(name) { self.counts.append(name) }
    }
    lastNames = names
    targets = names.map { positions[$0] ?? -1 }
    row = [Int64](repeating: Column.absent, count: self.names.count)
    let isFirst = order == nil
    guard isFirst || !added.isEmpty else {
      isComplete = false
      return
    }
    let order = ColumnOrder(self.names, counts: self.counts, hasElapsed: false, hasTasks: false)
    self.order = order
    isComplete = isFirst
    if isFirst {
      let total = names.firstIndex(of: ContextCounter.memTotal.name).map { values[$0] }
      try sink.write(SessionText.header(header(time, memTotal: total), order: order))
      for line in early { try sink.write(line) }
      early = []
    } else {
      try sink.write(SessionText.columns(order, added: added, removed: [], time: time, elapsed: nil))
    }
  }

  private func header(_ start: Int64, memTotal: Int64?) -> SessionHeader {
    var header = SessionHeader(label: label, recorder: recorder, start: start, interval: interval, host: host)
    if let memTotal, memTotal > 0 { header.host.memTotal = Bytes(kibibytes: memTotal) }
    return header
  }

  private mutating func noteMissing(_ time: Int64) throws(SessionError) {
    var isThere = [Bool](repeating: false, count: names.count)
    for target in targets where target >= 0 { isThere[target] = true }
    for change in presence.note(isThere, names: names, time: time) {
      let kind = SessionEvent.Kind.columnChange(added: change.added, removed: change.removed)
      try sink.write(SessionText.event(kind, time: change.time, elapsed: nil))
    }
  }

  /// Writes the remarks and the end, and gives the sink back; there must have been a sample.
  ///
  /// - Parameter remarks: What was odd about the input.
  /// - Returns: The sink.
  /// - Throws: Why it could not be written.
  package consuming func finish(_ remarks: [Remark]) throws(SessionError) -> Sink {
    for remark in remarks { try sink.write(SessionText.remark(remark, time: last)) }
    try sink.write(SessionText.event(.end(reason: "end of input"), time: last, elapsed: nil))
    return sink
  }
}
