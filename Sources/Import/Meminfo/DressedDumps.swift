import KernelMemory
import SessionFile
import Storage

/// Dumps of /proc/meminfo in any dress: in logs, transcripts and screens, with their times before, behind or within them.
struct DressedDumps {
  private var table = ImportTable()
  private var times = DumpTimes()
  private var block = DumpBlock()
  /// The total of `free` above the counters, where they have none themselves.
  private var freeTotal: FreeTotal?
  private let options: ImportOptions
  private let file: String?

  init(_ options: ImportOptions, file: String?) {
    self.options = options
    self.file = file
  }

  /// Reads an input to its end.
  mutating func read(_ input: SessionInput, _ log: inout RemarkLog) throws(SessionError) {
    var lines = try LineReader(input, takesPages: false)
    while let line = try lines.next() {
      if line.isTooLong {
        log.note("a line is longer than 1 MiB; such lines were skipped", line: line.number)
        continue
      }
      try take(DressedLine(lines.buffer[line.range]), line.number, isTorn: !line.isTerminated, &log)
    }
    close(&log)
    if let remark = lines.source.remark { log.note(remark, line: nil) }
  }

  private mutating func take(
    _ line: DressedLine, _ number: Int, isTorn: Bool, _ log: inout RemarkLog
  ) throws(SessionError) {
    guard !line.readings.isEmpty else {
      if let total = FreeTotal(line.prefix) { freeTotal = total }
      guard line.prefix.utf8.count <= 400, times.mayHead, let found = FoundTime(in: line.prefix) else { return }
      // The times of a log stand in its lines, and other lines of it are not about memory.
      guard block.isEmpty || block.time == nil else { return }
      close(&log)
      times.head(found, line: number)
      return
    }
    for reading in line.readings {
      if let groups = reading.groups {
        if reading.value == nil { try refuse(groups, of: reading, line: number) }
        log.note("numbers have digit groups, as “\(groups)”: they were read as whole kB", line: number)
      }
      if isTorn, !reading.hasUnit, !reading.isCount {
        log.note("the last line is torn; it was dropped", line: nil)
        continue
      }
      if block.has(reading.name, node: line.node) { close(&log) }
      if block.isEmpty { block.begin(line: number, time: times.mayHead ? FoundTime(in: line.prefix) : nil) }
      block.add(reading, node: line.node)
      if !reading.hasUnit, !reading.isCount, reading.value != nil {
        log.note("\(reading.name) has no unit; kB was assumed", line: number)
      }
    }
  }

  /// A number that may be whole with groups of digits is not guessed at.
  private func refuse(_ text: String, of reading: DressedLine.Reading, line: Int) throws(SessionError) {
    let parts = text.split(omittingEmptySubsequences: false) { ",.'".contains($0) }
    guard parts.count > 1, parts.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else { return }
    throw SessionError(
      "\(reading.name) is “\(text)”: whether the separator is one of digit groups or of decimals is not certain",
      file: file, line: line, column: 1, mend: "take the separators out of whole kB")
  }

  /// Ends the dump that is being read.
  private mutating func close(_ log: inout RemarkLog) {
    defer { block = DumpBlock() }
    guard block.isDump else { return }
    let row = Int64(times.rows)
    for (name, value) in block.sums(&log, line: block.line) {
      table.keep(name, isCount: name.hasPrefix("HugePages_"))
      guard let value else {
        log.note("\(name) has no number that can be read; it was left out", line: block.line)
        continue
      }
      table.set(name, value, at: row)
    }
    if !block.has("MemTotal", node: nil), let (total, note) = freeTotal?.kib(above: block.largest) {
      table.set("MemTotal", total, at: row)
      log.note(note, line: block.line)
    }
    times.row(block.time, line: block.line)
  }

  /// Gives the dumps their times, and the table that holds them.
  func finish(_ log: inout RemarkLog) throws(SessionError) -> ImportTable {
    guard times.rows > 0 else {
      throw SessionError(
        "no counter of /proc/meminfo was found in it", file: file, line: 1, column: 1,
        mend: "give the text of /proc/meminfo, with a line that holds the time before each dump")
    }
    var table = table
    table.derive(&log)
    table.retime(try times.resolved(options, file: file, &log))
    return table
  }
}
