import KernelMemory
import SessionFile
import Storage

/// What munin's plugin `memory` prints, bytes: `slab.value 369414144`; once or in a loop, with the times in lines between.
struct MuninFormat: TableFormat {
  let name = "munin"
  let what = "answers of munin's plugin memory"

  func recognizes(_ head: ImportHead) -> Bool {
    head.lines.contains { MuninFormat.value($0)?.name == "slab" || MuninFormat.value($0)?.name == "page_tables" }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      var clock = DumpClock(options, file: input.name)
      var time = input.name.flatMap(TimeLine.inName) ?? (inputs.count == 1 ? options.time : nil)
      while let line = try lines.next() {
        let text = String(decoding: lines.buffer[line.range].prefix(200), as: UTF8.self)
        guard let (name, value) = MuninFormat.value(text) else {
          if let found = FoundTime(in: text) { time = try clock.moment(found, line: line.number, &log) }
          continue
        }
        guard let known = ForeignName.counter(name, of: .telegraf), line.isTerminated || text.hasSuffix("U") else {
          continue
        }
        guard let time else {
          throw SessionError(
            "it is an answer of munin's plugin and says no time", file: input.name, line: line.number, column: 1,
            mend: "give its time with --time, put a line with it above, or name the file by it")
        }
        guard let value, let amount = known.unit.amount(value) else { continue }
        table.set(known.counter, amount, at: time)
      }
    }
    log.note("munin tells neither KernelStack nor how much of Slab can be reclaimed", line: nil)
  }

  /// `slab.value 369414144`; a value of U is unknown.
  private static func value(_ line: String) -> (name: String, value: Double?)? {
    let words = line.split { $0 == " " || $0 == "\t" }
    guard words.count == 2, words[0].hasSuffix(".value") else { return nil }
    let value = DecimalNumber.parse(Array(words[1].utf8)[...])
    guard value != nil || words[1] == "U" else { return nil }
    return (String(words[0].dropLast(6)), value)
  }
}
