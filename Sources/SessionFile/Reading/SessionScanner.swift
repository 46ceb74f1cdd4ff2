import KernelMemory
import Storage

/// Reads a session file from its beginning to its end, in constant memory, and tells a visitor what it holds.
struct SessionScanner: ~Copyable {
  private var lines: LineReader
  private var sample = SampleLine()
  private var batch = SampleBatch(slots: 0)
  private var slots: [String: Int] = [:]
  private var columns: [String] = []
  private var hasHeader = false
  /// What to say of the input where no header follows its first lines, and how many of those are ours.
  private var noSession: SessionError?
  private var headless = 0
  private var hasEnd = false
  private var isRecording = false
  private var log: RemarkLog

  init(_ input: SessionInput) throws(SessionError) {
    lines = try LineReader(input)
    log = RemarkLog(file: input.name)
  }

  /// The input's size in bytes, where it is a plain file that is not compressed.
  var plainSize: Int? { lines.source.plainSize }

  /// Reads everything.
  mutating func run<Visitor: SessionVisitor & ~Copyable>(_ visitor: inout Visitor) throws(SessionError) {
    while true {
      if hasHeader { lines.read(sample, into: &batch) }
      if batch.isFull { try give(&visitor) }
      guard let line = try lines.next() else { break }
      if hasHeader, lines.buffer[line.range.lowerBound, orZero: line.range.upperBound] == UInt8(ascii: "["),
        !line.isTooLong, lines.read(line, sample, into: &batch)
      {
        if batch.isFull { try give(&visitor) }
      } else {
        try give(&visitor)
        try other(line, &visitor)
      }
    }
    try give(&visitor)
    if !hasHeader { throw noSession ?? SessionScanner.empty(lines.source) }
    if let remark = lines.source.remark { log.note(remark, line: nil) }
    if !hasEnd, isRecording {
      log.note("the recording has no end: it is still going on, or it was cut off", line: nil)
    }
    for remark in log.remarks { visitor.remark(remark) }
  }

  /// Tells the visitor of the samples that were read.
  private mutating func give<Visitor: SessionVisitor & ~Copyable>(_ visitor: inout Visitor) throws(SessionError) {
    if batch.count > 0 { try visitor.samples(batch) }
    batch.removeAll()
  }

  /// Reads what is not a sample: a header, an event, or a line that cannot be used.
  private mutating func other<Visitor: SessionVisitor & ~Copyable>(
    _ line: LineReader.Line, _ visitor: inout Visitor
  ) throws(SessionError) {
    var bytes = Array(lines.buffer[line.range])
    if line.number == 1, bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
    guard bytes.contains(where: { $0 > 0x20 }) else { return }
    guard hasHeader else {
      if !line.isTooLong, let header = try headerLine(bytes, line) { return try take(header, line.number, &visitor) }
      let error = noSession ?? SessionScanner.noSession(InputHead(bytes, of: line, in: lines.source), file: log.file)
      guard !line.isTooLong, headless < SessionLimits.headless, HeaderLine.mayPrecede(bytes) else { throw error }
      noSession = error
      headless += 1
      return log.note("a line stands before the first header; such lines were left out", line: line.number)
    }
    guard !line.isTooLong else {
      log.note("a line is longer than 1 MiB; such lines were skipped", line: line.number)
      return
    }
    if bytes.first == UInt8(ascii: "{") {
      if bytes.starts(with: OwnersLine.marker), let place = OwnersLog.place(bytes), line.isTerminated {
        return visitor.owners(bytes, time: place.time, elapsed: place.elapsed)
      }
      if let event = EventLine(bytes) {
        // A tool that rewrote the line put blanks into it, or its members in another order.
        guard event.event == "owners", line.isTerminated else { return take(event, line.number, &visitor) }
        return visitor.owners(bytes, time: event.time, elapsed: event.elapsed)
      }
      if let header = try headerLine(bytes, line) { return try take(header, line.number, &visitor) }
    }
    // A recorder that was killed while writing leaves a torn line, and the next one may have gone on behind it.
    if let start = bytes.indices.dropFirst().first(where: { bytes[$0...].starts(with: HeaderLine.marker) }),
      let header = try headerLine(Array(bytes[start...]), line)
    {
      log.note("a line is torn, as after a kill; such lines were skipped", line: line.number)
      return try take(header, line.number, &visitor)
    }
    if line.isTerminated {
      log.note("a line is neither a sample nor an event; such lines were skipped", line: line.number)
    } else {
      log.note("the last line is torn, as after a kill; it was dropped", line: line.number)
    }
  }

  /// The error for an input that begins with something else.
  private static func noSession(_ head: InputHead, file: String?) -> SessionError {
    SessionError(
      (head.isCompressed ? "gzip, but not of a session: " : "not a session: ") + "the first line is not a header",
      cause: .noSession(head), file: file, line: head.number, column: 1,
      mend: "give a file that kmem record or kmem import wrote")
  }

  /// The error for an input without any line.
  private static func empty(_ source: borrowing ByteSource) -> SessionError {
    if let remark = source.remark {
      return SessionError("not a session: " + remark, file: source.name, mend: "take the file's original")
    }
    let what = source.isCompressed ? "there is nothing in the gzip file" : "it is empty"
    return SessionError("not a session: " + what, file: source.name, mend: "record one with kmem record")
  }

  private func headerLine(_ bytes: [UInt8], _ line: LineReader.Line) throws(SessionError) -> HeaderLine? {
    try HeaderLine.parse(bytes, file: log.file, line: line.number)
  }

  private mutating func take<Visitor: SessionVisitor & ~Copyable>(
    _ header: HeaderLine, _ number: Int, _ visitor: inout Visitor
  ) throws(SessionError) {
    hasHeader = true
    hasEnd = false
    isRecording = header.columns.contains("elapsed")
    try visitor.header(header.header, columns: header.columns, counts: header.counts ?? [], line: number)
    use(header.columns, number, &visitor)
  }

  private mutating func take<Visitor: SessionVisitor & ~Copyable>(
    _ event: EventLine, _ number: Int, _ visitor: inout Visitor
  ) {
    if let remark = event.remark { visitor.remark(remark) }
    guard let kind = event.kind else { return }
    if case .end = kind { hasEnd = true }
    if case .columnChange = kind, let columns = event.columns {
      visitor.columns(columns, counts: event.counts ?? [])
      use(columns, number, &visitor)
    }
    visitor.event(kind, time: event.time, elapsed: event.elapsed)
  }

  /// Gives a slot to every wanted column that has none, and reads samples in this order from now on.
  private mutating func use<Visitor: SessionVisitor & ~Copyable>(
    _ columns: [String], _ number: Int, _ visitor: inout Visitor
  ) {
    if Set(columns).count < columns.count {
      log.note("a column is named twice; its first values were taken", line: number)
    }
    for name in columns.dropFirst() where name != "elapsed" && slots[name] == nil && visitor.wants(name) {
      guard slots.count < SessionLimits.columns, name.utf8.count <= 256 else {
        log.note("there are more columns, or longer names, than are read", line: number)
        continue
      }
      slots[name] = slots.count
      visitor.slot(slots.count - 1, for: name)
    }
    let sparse = slots.filter { visitor.wantsSome($0.key) }.map(\.value).sorted()
    batch = SampleBatch(slots: slots.count, sparse: sparse, after: batch.passed)
    sample.prepare(columns: columns, slots: slots, batch: batch)
  }
}

extension [UInt8] {
  /// The byte at a position, or 0 where the position is the end of what may be read.
  fileprivate subscript(position: Int, orZero end: Int) -> UInt8 { position < end ? self[position] : 0 }
}
