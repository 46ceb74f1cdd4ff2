import KernelMemory
import SessionFile
import Storage

/// Makes moments of times that do not say all, one after the other: what the first lacks the user gives, later ones go on from it.
struct DumpClock {
  private let options: ImportOptions
  private let file: String?
  private var previous: Int64?
  /// The local midnight of times of day, and the year of days without one.
  private var midnight: Int64?
  private var year: Int?
  /// What the clock since boot is counted from.
  private var boot: Int64?

  private static let day: Int64 = 86_400_000

  init(_ options: ImportOptions, file: String?) {
    self.options = options
    self.file = file
  }

  /// Begins at a day that is known, midnight as if it were UTC.
  mutating func begin(day: Int64) { midnight = day }

  /// The moment of a time, milliseconds since 1970-01-01T00:00Z.
  mutating func moment(_ found: FoundTime, line: Int, _ log: inout RemarkLog) throws(SessionError) -> Int64 {
    let moment: Int64
    switch found {
    case .moment(let time): moment = options.time(time, line: line, &log)
    case .yearless(let month, let day, let clock):
      moment = try yearless(month, day, clock, line: line, &log)
    case .clock(let clock): moment = try ofDay(clock, line: line, &log)
    case .uptime(let uptime):
      if boot == nil, options.time == nil {
        log.note(
          "the times count from the boot, and the boot's time is not known: they stand in 1970; --time says when the first was",
          line: line)
      }
      let start = boot ?? options.time.map { $0 - uptime } ?? 0
      boot = start
      moment = start + uptime
    }
    guard SessionLimits.times.contains(moment) else { throw lacks("a time lies out of all calendars", "mend it", line) }
    previous = moment
    return moment
  }

  private mutating func yearless(
    _ month: Int, _ day: Int, _ clock: Int64, line: Int, _ log: inout RemarkLog
  ) throws(SessionError) -> Int64 {
    let known = year ?? options.time.map { CivilTime(milliseconds: $0).year }
    guard let known else {
      throw lacks("the dates name no year", "say when the first was, with --time 2026-11-22T03:11:20Z", line)
    }
    guard let midnight = CivilTime.milliseconds(year: known, month: month, day: day) else {
      throw lacks("there is no such day", "mend the date", line)
    }
    var moment = local(midnight + clock, line: line, &log)
    if let previous, moment < previous - 180 * DumpClock.day,
      let next = CivilTime.milliseconds(year: known + 1, month: month, day: day)
    {
      year = known + 1
      moment = local(next + clock, line: line, &log)
    } else {
      year = known
    }
    return moment
  }

  /// A time of day: of the day of the time before it, or of the next one where it lies far before that.
  private mutating func ofDay(_ clock: Int64, line: Int, _ log: inout RemarkLog) throws(SessionError) -> Int64 {
    if midnight == nil, let start = options.time {
      let shown = start + (options.zone?.offset(at: start) ?? 0)
      midnight = shown - Int64(CivilTime(milliseconds: shown).millisecondOfDay)
    }
    guard var day = midnight else {
      throw lacks("the times have no date", "say when the first was, with --time 2026-11-22T03:11:20Z", line)
    }
    var moment = local(day + clock, line: line, &log)
    // Back by hours is another day; by less it is the end of summer time, or a clock that was set.
    if let previous, moment < previous - 2 * 3_600_000 {
      day += DumpClock.day
      moment = local(day + clock, line: line, &log)
    }
    midnight = day
    return moment
  }

  private func local(_ time: Int64, line: Int, _ log: inout RemarkLog) -> Int64 {
    guard let zone = options.zone else {
      log.note("the times name no zone; UTC was assumed", line: line)
      return time
    }
    return zone.utc(local: time, notBefore: previous)
  }

  private func lacks(_ what: String, _ mend: String, _ line: Int) -> SessionError {
    SessionError(what, file: file, line: line, column: 1, mend: mend)
  }
}
