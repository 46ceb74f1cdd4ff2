import KernelMemory
import SessionFile
import Storage

/// What `sar` prints, in the clocks and languages that it knows: a block a head row, columns by their names.
///
/// The date stands in the first line alone, in the order of the reader's country; past midnight nothing is said.
struct SarTextFormat: TableFormat {
  let name = "sar"
  let what = "the output of sar"

  func recognizes(_ head: ImportHead) -> Bool {
    guard let line = head.lines.first(where: { $0.hasPrefix("Linux ") }), SarHeader(line) != nil else { return false }
    return head.lines.contains { SarTextFormat.isHead($0.split { " \t".contains($0) }.map(String.init)) }
  }

  /// Whether a row names columns: none of its words but the time is a number, and one begins as sysstat's names do.
  static func isHead(_ words: [String]) -> Bool {
    words.count > 2
      && words.dropFirst().contains {
        $0.hasPrefix("kb") || $0.hasPrefix("%") || $0.hasSuffix("/s") || $0.hasSuffix("-sz")
      }
      && !words.dropFirst(2).contains { $0.first?.isASCIIDigit == true }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var records = SysstatRecords(options, file: inputs.first?.name)
    for input in inputs { try read(input, options, &records, &log) }
    table = try records.finish(&log)
  }

  private func read(
    _ input: SessionInput, _ options: ImportOptions, _ records: inout SysstatRecords, _ log: inout RemarkLog
  ) throws(SessionError) {
    var lines = try LineReader(input, takesPages: false)
    var day: SarDay?
    var columns: [String] = []
    var meanings: [SysstatColumn] = []
    var values: [Double] = []
    var shift = 1
    while let line = try lines.next() {
      if line.isTooLong { continue }
      if !meanings.isEmpty, var row = SarRow(lines.buffer, line.range), row.numbers(lines.buffer, into: &values),
        let local = day?.local(row.clock)
      {
        let time = records.time(local: local, isUTC: false, line: line.number, &log)
        for index in values.indices { records.take(&meanings[index], values[index], at: time) }
        continue
      }
      let text = String(decoding: lines.buffer[line.range], as: UTF8.self)
      if text.hasPrefix("Linux "), let header = SarHeader(text) {
        try records.host(header.host)
        if let assumption = header.day?.assumption { log.note(assumption, line: line.number) }
        guard let first = header.day?.milliseconds ?? options.time.map(SarTextFormat.midnight) else {
          throw SessionError(
            "the date in its first line cannot be read", file: input.name, line: line.number, column: 1,
            mend: "say the day with --time")
        }
        day = SarDay(first)
        (columns, meanings) = ([], [])
        continue
      }
      let words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard words.count > 1, let clock = FoundTime.clock(words[...]) else { continue }
      if words.dropFirst(clock.words).first == "LINUX", words.contains("RESTART") {
        if let local = day?.local(clock.milliseconds) {
          records.event(.reboot, at: records.time(local: local, isUTC: false, line: line.number, &log))
        }
        (columns, meanings) = ([], [])
        continue
      }
      if words.dropFirst(clock.words).first == "COM" {
        if let local = day?.local(clock.milliseconds), let place = text.range(ofWord: "COM") {
          records.event(.mark(place), at: records.time(local: local, isUTC: false, line: line.number, &log))
        }
        continue
      }
      if SarTextFormat.isHead(words) {
        columns = Array(words.dropFirst(clock.words))
        meanings = columns.map { SysstatColumn($0, of: .sar) }
        if !meanings.contains(where: \.isKept) { meanings = [] }
        values = [Double](repeating: 0, count: meanings.count)
        shift = clock.words
        if day?.begin(clock.milliseconds) == true { records.beginBlock() }
        continue
      }
      guard !columns.isEmpty, let local = day?.local(clock.milliseconds) else { continue }
      let known = columns.contains { ForeignName.counter($0, of: .sar) != nil || $0 == "kbmemused" || $0 == "%memused" }
      // A note behind a row is somebody's mark, as long as it is no number.
      let rest = words.dropFirst(shift + columns.count)
      guard known, words.count - shift >= columns.count, !rest.contains(where: { $0.first?.isASCIIDigit == true })
      else { continue }
      let time = records.time(local: local, isUTC: false, line: line.number, &log)
      for (name, word) in zip(columns, words.dropFirst(shift)) {
        guard let value = DecimalNumber.parse(Array(word.replacing(",", with: ".").utf8)[...]) else {
          if name.hasPrefix("kb"), word.last.map({ "kMGT".contains($0) }) == true {
            throw SessionError(
              "its numbers are rounded, as sar --human writes them", file: input.name, line: line.number, column: 1,
              mend: "export it without --human, or with sadf -j FILE -- -r ALL")
          }
          continue
        }
        records.take(name, value, at: time, of: .sar)
      }
    }
  }

  private static func midnight(_ time: Int64) -> Int64 {
    time - Int64(CivilTime(milliseconds: time).millisecondOfDay)
  }
}

extension String {
  /// What stands behind a word, without blanks around it; nil where the word is not there.
  fileprivate func range(ofWord word: String) -> String? {
    guard let place = firstRange(of: " \(word) ") else { return nil }
    return String(self[place.upperBound...].drop { $0 == " " })
  }
}
