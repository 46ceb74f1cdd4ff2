import KernelMemory
import Storage

/// Collects what a scanner reads into a session.
struct SessionBuilder: SessionVisitor {
  private let selection: ColumnSelection
  private let file: String?
  private var parts: [SessionPart] = []
  private var times: [Int64] = []
  private var names: [String] = []
  private var values: [[Int64]] = []
  /// What is kept of each slot.
  private var uses: [ColumnSelection.Use] = []
  /// What is kept where not all values are, one a slot.
  private var tracks: [CounterTrack] = []
  private var events: [SessionEvent] = []
  private var ownersLog = OwnersLog()
  private var log: RemarkLog
  private var axis = SessionAxis()
  private var doubts = Doubts()
  private var isRebootPending = false
  private var capacity = 0
  /// The times of the samples that are kept; nil keeps them all.
  private let kept: [Int64]?
  private var nextKept = 0
  private let isIndexed: Bool
  /// Where the samples' lines are, as long as all of them have the same columns and the times that they name.
  private(set) var index: SampleIndex?

  /// Every counter that the file names, in its order, wanted or not.
  private(set) var columns: [String] = []
  /// Those that are counts.
  private(set) var counts: [String] = []

  /// Makes a builder for an input.
  ///
  /// - Parameters:
  ///   - selection: The counters to keep.
  ///   - file: The input's name for remarks.
  ///   - plainSize: Its size in bytes where it is known, so that columns need not grow.
  ///   - isIndexed: Whether to note where the samples' lines are.
  ///   - kept: The times of the samples to keep, sorted; nil keeps them all.
  init(
    _ selection: ColumnSelection, file: String?, plainSize: Int?, isIndexed: Bool = false, kept: [Int64]? = nil
  ) {
    self.kept = kept
    self.isIndexed = isIndexed
    self.selection = selection
    self.file = file
    log = RemarkLog(file: file)
    // A sample with all its counters has some 280 bytes; a guess too small only costs a copy.
    capacity = min((plainSize ?? 0) / 256, 1 << 22)
  }

  func wants(_ column: String) -> Bool { selection.use(of: column) != nil }

  func wantsSome(_ column: String) -> Bool { selection.use(of: column) != .values }

  mutating func slot(_ slot: Int, for column: String) {
    let use = selection.use(of: column) ?? .ends
    let isWhole = use == .values
    uses.append(use)
    tracks.append(CounterTrack())
    var absent = [Int64](repeating: Column.absent, count: isWhole ? times.count : 0)
    if slot < 64, isWhole { absent.reserveCapacity(capacity) }
    names.append(column)
    values.append(absent)
    doubts.slot(slot, for: column)
  }

  mutating func header(
    _ header: SessionHeader, columns: [String], counts: [String], line: Int
  ) throws(SessionError) {
    guard parts.count < SessionLimits.events else {
      throw SessionError(
        "there are more than \(SessionLimits.events) headers", file: file, line: line, column: 1, mend: "split the file"
      )
    }
    if parts.isEmpty {
      times.reserveCapacity(capacity)
      if isIndexed { index = SampleIndex(columns: columns, counts: counts) }
    } else if index?.columns != columns || index?.counts != counts {
      index = nil
    }
    if let before = parts.last?.header {
      if let old = before.host.bootID, let new = header.host.bootID, old != new { isRebootPending = true }
      if let old = before.host.name, let new = header.host.name, old != new {
        log.note("the host is called \(new) from here on, and \(old) before", line: line)
      }
      if let old = before.interval, let new = header.interval, old != new {
        log.note("the interval changes from \(old) ms to \(new) ms", line: line)
      }
    }
    closePart()
    parts.append(SessionPart(header: header, samples: times.count..<times.count))
    doubts.begin(header)
    axis.begin(header)
    note(columns, counts)
  }

  mutating func columns(_ columns: [String], counts: [String]) {
    index = nil
    note(columns, counts)
  }

  private mutating func note(_ columns: [String], _ counts: [String]) {
    var known = Set(self.columns)
    for name in columns.dropFirst() where name != "elapsed" && known.count < SessionLimits.columns {
      if known.insert(name).inserted { self.columns.append(name) }
    }
    known = Set(self.counts)
    for name in counts where known.count < SessionLimits.columns && known.insert(name).inserted {
      self.counts.append(name)
    }
  }

  mutating func samples(_ batch: SampleBatch) throws(SessionError) {
    let room = SessionLimits.cells / max(values.count, 1)
    // The rows before it are in the columns.
    var first = 0
    if kept == nil, index == nil, !isRebootPending, times.count + batch.count <= room, axis.goesOn(batch, &times) {
      return store(batch, &first, upTo: batch.count)
    }
    for row in 0..<batch.count {
      let place: Int64
      switch axis.place(time: batch.time(row), elapsed: batch.elapsed(row)) {
      case .at(let time): place = time
      case .back(let time, let jump):
        store(batch, &first, upTo: row)
        log.note("the clock goes back; the times go on by the usual interval from there", line: batch.line + row)
        append(SessionEvent(time: time, kind: .clockJump(milliseconds: jump)))
        index = nil
        place = time
      case .again:
        store(batch, &first, upTo: row)
        first = row + 1
        log.note("a sample has the time of the one before it; such samples were dropped", line: batch.line + row)
        continue
      case .beyond:
        store(batch, &first, upTo: row)
        first = row + 1
        log.note(
          "the clock goes back so often that the times leave the calendar; such samples were dropped",
          line: batch.line + row)
        continue
      }
      guard times.count < room else {
        throw SessionError(
          "there are more than \(SessionLimits.cells) values to keep", file: file, line: batch.line + row, column: 1,
          mend: "cut the file into shorter sessions")
      }
      if isRebootPending {
        append(SessionEvent(time: place, kind: .reboot))
        isRebootPending = false
      }
      if let kept {
        while nextKept < kept.count, kept[nextKept] < place { nextKept += 1 }
        guard nextKept < kept.count, kept[nextKept] == place else {
          store(batch, &first, upTo: row)
          first = row + 1
          continue
        }
      }
      times.append(place)
      if index?.append(batch.offset(row)) == false { index = nil }
    }
    store(batch, &first, upTo: batch.count)
  }

  /// Moves rows of a batch to the columns.
  private mutating func store(_ batch: SampleBatch, _ first: inout Int, upTo end: Int) {
    let rows = first..<end
    first = end
    guard !rows.isEmpty else { return }
    var batch = batch
    if doubts.isDoubtful(batch, rows) { doubts.clean(&batch, rows, names: names, log: &log) }
    for slot in values.indices {
      if uses[slot] == .values {
        values[slot] += batch[slot, rows]
      } else {
        tracks[slot].append(batch, slot, rows, from: times.count - rows.count, onlyEnds: uses[slot] == .ends)
      }
    }
  }

  mutating func event(_ kind: SessionEvent.Kind, time: Int64, elapsed: Int64?) {
    append(SessionEvent(time: axis.time(time, elapsed: elapsed), kind: kind))
  }

  mutating func owners(_ line: [UInt8], time: Int64, elapsed: Int64?) {
    ownersLog.take(line, time: axis.time(time, elapsed: elapsed))
  }

  mutating func remark(_ remark: Remark) { log.merge(remark) }

  private mutating func append(_ event: SessionEvent) {
    guard events.count < SessionLimits.events else {
      return log.note("there are more than \(SessionLimits.events) events; the rest was left out", line: nil)
    }
    events.append(event)
  }

  private mutating func closePart() {
    guard let last = parts.indices.last else { return }
    parts[last].samples = parts[last].samples.lowerBound..<times.count
  }

  /// The session that was read; nil where there was no header.
  mutating func finish() -> Session? {
    closePart()
    guard let header = parts.first?.header else { return nil }
    if isRebootPending { append(SessionEvent(time: axis.time(axis.last ?? 0, elapsed: 0), kind: .reboot)) }
    if times.isEmpty { log.note("there are no samples", line: nil) }
    var session = Session(header: header, parts: parts, times: times, columns: [])
    session.columns.reserveCapacity(names.count)
    for (slot, name) in names.enumerated() {
      if uses[slot] == .values {
        session.columns.append(Column(name: name, values: values[slot]))
      } else if tracks[slot].ends != nil {
        session.tracks[name] = tracks[slot]
      }
    }
    names = []
    values = []
    doubts.judgeWholeParts(&session, log: &log)
    for remark in GapSearch.unevenImports(session) { log.note(remark, line: nil) }
    let all = events + GapSearch.find(session.times, parts: session.parts, recorded: events)
    session.events = all.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(
      \.element)
    session.owners = ownersLog.snapshots()
    session.remarks = log.remarks
    return session
  }
}
