import KernelMemory
import SessionFile
import Storage

/// One input of the importer: dumps of /proc/meminfo with their times.
struct MeminfoDumps: ~Copyable {
  /// The first time that was found or given.
  private(set) var firstTime: Int64?

  private var lines: LineReader
  private let name: String?
  /// The time of a single dump without a line that says it; nil where nothing does.
  private let fallback: Int64?
  /// The time of the lines that are being collected.
  private var time: Int64?
  private var block: [UInt8] = []
  private var blockLine = 1
  private var isTooLarge = false
  private var meminfo = Meminfo([])
  /// The beginning of the input, to say what it is where it is no dump.
  private var head: [UInt8] = []

  /// A dump has some 2 kB; more than this cannot be one.
  private static let limit = 4 << 20

  private let options: ImportOptions

  init(_ input: SessionInput, _ options: ImportOptions, fallback: Int64?) throws(SessionError) {
    lines = try LineReader(input)
    name = input.name
    self.options = options
    self.fallback = fallback
  }

  /// Reads everything and writes a sample a dump.
  mutating func read<Sink: ByteSink & ~Copyable>(
    _ writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    var last: LineReader.Line?
    while let line = try lines.next() {
      last = line
      if line.number == 1 { head = Array(lines.buffer[line.range].prefix(256)) }
      if line.isTooLong {
        log.note("a line is longer than 1 MiB; such lines were skipped", line: line.number)
      } else if let found = lines.time(line) {
        try flush(&writer, &log)
        time = options.time(found, line: line.number, &log)
        firstTime = firstTime ?? time
        blockLine = line.number + 1
      } else if block.count < MeminfoDumps.limit {
        lines.append(line, to: &block)
      } else {
        isTooLarge = true
      }
    }
    let dumpsBefore = writer.samples
    let isTorn = dropTornLine(last, &log)
    try flush(&writer, &log, isLast: true, isTorn: isTorn)
    if let remark = lines.source.remark { log.note(remark, line: nil) }
    if firstTime == nil, writer.samples == dumpsBefore { throw notADump() }
  }

  /// Takes a last line off that was cut inside its number; a number that lost digits would look like a drop.
  private mutating func dropTornLine(_ last: LineReader.Line?, _ log: inout RemarkLog) -> Bool {
    guard let last, !last.isTerminated, !block.isEmpty else { return false }
    let start = (block.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    if let line = MeminfoLine(block.span, start..<block.count, number: 1), line.unit != .none { return false }
    block.removeSubrange(start...)
    return true
  }

  /// Makes a sample of the lines since the last time.
  private mutating func flush<Sink: ByteSink & ~Copyable>(
    _ writer: inout SessionWriter<Sink>, _ log: inout RemarkLog, isLast: Bool = false, isTorn: Bool = false
  ) throws(SessionError) {
    defer {
      block.removeAll(keepingCapacity: true)
      isTooLarge = false
    }
    if isTooLarge { return log.note("a dump is larger than 4 MiB; such dumps were skipped", line: blockLine) }
    guard block.contains(where: { $0 > 0x20 }) else {
      if time != nil { log.note("a time has no counters below it; such times were skipped", line: blockLine - 1) }
      return
    }
    let before = meminfo.names
    let remarks = parse()
    guard !meminfo.names.isEmpty else { return log.note("text without counters was skipped", line: blockLine) }
    guard let time = time ?? (isLast ? fallback : nil) else {
      if isLast { throw noTime(remarks) }
      return log.note("counters before the first time were skipped", line: blockLine)
    }
    if isTorn, !before.isEmpty, meminfo.names.count < before.count {
      return log.note("the last dump is torn; it was dropped", line: blockLine)
    }
    if isTorn { log.note("the last line is torn; it was dropped", line: nil) }
    for var remark in remarks {
      remark.file = name
      remark.line = remark.line.map { $0 + blockLine - 1 }
      log.note(remark)
    }
    firstTime = firstTime ?? time
    // Before SUnreclaim was its own line, or where it was cut off, the rest of Slab says it.
    if meminfo["SUnreclaim"] == nil, !meminfo.names.contains("SUnreclaim"), let slab = meminfo["Slab"],
      let given = meminfo["SReclaimable"], slab >= given
    {
      log.note("SUnreclaim is derived: Slab − SReclaimable", line: nil)
      return try writer.sample(
        time: time, names: meminfo.names + ["SUnreclaim"], values: meminfo.values + [slab - given],
        counts: meminfo.counts)
    }
    try writer.sample(time: time, names: meminfo.names, values: meminfo.values, counts: meminfo.counts)
  }

  /// Parses the lines, in place where they are those of the dump before.
  private mutating func parse() -> [Remark] {
    var current = meminfo
    meminfo = Meminfo([])
    let isSame = current.update(block.span)
    if !isSame || current.values.contains(Column.absent) || !current.remarks.isEmpty { current = Meminfo(block) }
    meminfo = current
    return current.remarks
  }

  private func noTime(_ remarks: [Remark]) -> SessionError {
    if remarks.contains(where: { $0.text.hasPrefix("two dumps are mixed") || $0.text.hasPrefix("MemTotal appears") }) {
      return SessionError(
        "it holds several dumps of /proc/meminfo and no times", file: name, line: 1, column: 1,
        mend: "put a line with the time before each, as date +%s does")
    }
    return SessionError(
      "nothing says when this dump of /proc/meminfo was taken", file: name, line: 1, column: 1,
      mend: "give its time with --time, or put a line with it before the dump")
  }

  private func notADump() -> SessionError {
    if head.starts(with: HeaderLine.marker) {
      return SessionError("it is a session already", file: name, line: 1, column: 1, mend: "use it as it is")
    }
    if head.isEmpty {
      return SessionError(lines.source.remark ?? "it is empty", file: name, mend: "give the text of /proc/meminfo")
    }
    return SessionError(
      "no counter of /proc/meminfo was found in it", file: name, line: 1, column: 1,
      mend: "give the text of /proc/meminfo, with a line that holds the time before each dump")
  }
}
