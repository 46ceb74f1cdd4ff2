import KernelMemory
import SessionFile
import Storage

/// The times of dumps: in their own lines, in lines before or behind them, or given by the user.
struct DumpTimes {
  private struct Row {
    var time: FoundTime?
    var line: Int
    /// The number of the last head before it, where no other dump lies between.
    var before: Int?
    /// The number of heads when it ended: the next head stands behind it, where no other dump lies between.
    var heads: Int
  }

  private var heads: [(time: FoundTime, line: Int)] = []
  private var found: [Row] = []
  private var someHaveTimes = false
  private var beginsWithRow = false
  private var endsWithHead = false

  /// How many dumps there are.
  var rows: Int { found.count }

  /// Whether times are still looked for: a long text without any has none.
  var mayHead: Bool { found.count < 50 || !heads.isEmpty || someHaveTimes }

  /// Notes a line with a time.
  mutating func head(_ time: FoundTime, line: Int) {
    heads.append((time, line))
    endsWithHead = true
  }

  /// Notes a dump, with the time in its first line.
  mutating func row(_ time: FoundTime?, line: Int) {
    if found.isEmpty { beginsWithRow = heads.isEmpty }
    if time != nil { someHaveTimes = true }
    found.append(Row(time: time, line: line, before: endsWithHead ? heads.count - 1 : nil, heads: heads.count))
    endsWithHead = false
  }

  /// The times of the dumps, milliseconds since 1970-01-01T00:00Z; nil for one that has none while others have.
  func resolved(_ options: ImportOptions, file: String?, _ log: inout RemarkLog) throws(SessionError) -> [Int64?] {
    let isBehind = beginsWithRow && endsWithHead
    var clock = DumpClock(options, file: file)
    var times: [Int64?] = []
    for (index, row) in found.enumerated() {
      var time = row.time.map { ($0, row.line) }
      if time == nil, isBehind {
        let isNext = index + 1 == found.count || found[index + 1].heads > row.heads
        if isNext, row.heads < heads.count { time = heads[row.heads] }
      } else if time == nil {
        time = row.before.map { heads[$0] }
      }
      times.append(try time.map { (time, line) throws(SessionError) in try clock.moment(time, line: line, &log) })
    }
    if isBehind, heads.count > 0 { log.note("each time stands behind its dump", line: heads[0].line) }
    guard times.contains(where: { $0 != nil }) else { return try numbered(options, file: file, &log) }
    for (index, time) in times.enumerated() where time == nil {
      let what =
        index == 0 ? "counters before the first time were skipped" : "a dump has no time; such dumps were skipped"
      log.note(what, line: found[index].line)
    }
    return times
  }

  /// Times for dumps that say none: from the user's time on, at the user's interval.
  private func numbered(
    _ options: ImportOptions, file: String?, _ log: inout RemarkLog
  ) throws(SessionError) -> [Int64?] {
    if found.count == 1 {
      guard let time = options.time ?? file.flatMap(TimeLine.inName) else {
        throw SessionError(
          "nothing says when this dump of /proc/meminfo was taken", file: file, line: found[0].line, column: 1,
          mend: "give its time with --time, or put a line with it before the dump")
      }
      return [time]
    }
    guard options.interval != nil || options.time != nil else {
      throw SessionError(
        "it holds \(found.count) dumps of /proc/meminfo and no times", file: file, line: found[0].line, column: 1,
        mend:
          "say how far apart they are, as --interval 60s, and when the first was taken, as --time 2026-11-22T03:11:20Z")
    }
    if options.interval == nil {
      log.note("nothing says how far apart the dumps are; 60 s were assumed, so that no rate is known", line: nil)
    }
    if options.time == nil {
      log.note("nothing says when the first dump was taken; the times count from 1970", line: nil)
    }
    let start = options.time ?? 0
    let interval = options.interval ?? 60_000
    return found.indices.map { index in
      let (offset, overflow) = interval.multipliedReportingOverflow(by: Int64(index))
      return overflow || offset > SessionLimits.times.upperBound - max(start, 0) ? nil : start + offset
    }
  }
}
