import KernelMemory
import SessionFile
import Storage

/// Collects the reports of a kernel's log, line by line.
struct KernelLogReports {
  /// Reports of cgroups so far.
  private(set) var cgroups = 0

  private let options: ImportOptions
  private var clock: DumpClock
  private let file: String?
  private var report: KernelLogReport?
  /// What came before the report that is open, and the time of the last line with one.
  private var last: Int64?
  private var lastUptime: Int64?
  /// Who called for the report that follows.
  private var isCgroup = false

  init(_ options: ImportOptions, file: String?) {
    self.options = options
    self.file = file
    clock = DumpClock(options, file: file)
  }

  /// Takes a line of the log.
  mutating func take(_ line: String, _ number: Int, into table: inout ImportTable, _ log: inout RemarkLog)
    throws(SessionError)
  {
    if line.contains("invoked oom-killer:") || line.contains("page allocation failure") {
      try close(into: &table, &log)
      isCgroup = false
    }
    if line.contains("constraint=CONSTRAINT_MEMCG") || line.contains("Memory cgroup stats for") { isCgroup = true }
    if table.host.kernelRelease == nil { table.host.kernelRelease = KernelLogReports.release(line) }
    if line.contains("Mem-Info:") {
      try close(into: &table, &log)
      guard let time = try time(of: line, number, &log) else {
        log.note("a report has no time; such reports were left out", line: number)
        return
      }
      report = KernelLogReport(time: time, line: number)
      return
    }
    report?.take(line)
    guard let killed = line.firstRange(of: "illed process ") else { return }
    let words = line[killed.upperBound...].split(separator: ",").first ?? ""
    let isOfCgroup = isCgroup || line.contains("Memory cgroup out of memory")
    if isOfCgroup { cgroups += 1 }
    guard let time = try time(of: line, number, &log) ?? report?.time else { return }
    let name = words.prefix { $0 != ")" } + (words.contains(")") ? ")" : "")
    table.event(
      isOfCgroup ? .mark("out of memory in a cgroup: killed \(name)") : SessionEvent.kill(String(name)), at: time)
  }

  /// Ends the report that is open.
  mutating func close(into table: inout ImportTable, _ log: inout RemarkLog) throws(SessionError) {
    defer { report = nil }
    guard let report else { return }
    guard report.put(into: &table) else {
      return log.note("a report is cut off; such reports were left out", line: report.line)
    }
  }

  /// The kernel's release, in its banner or in the line that says who called (`… Not tainted 6.1.0-57 #1 …`); nil in others.
  private static func release(_ line: String) -> String? {
    if let banner = line.firstRange(of: "Linux version ") {
      return line[banner.upperBound...].split(separator: " ").first.map(String.init)
    }
    guard line.contains(" PID: "), line.contains("ainted"), let build = line.firstRange(of: " #") else { return nil }
    return line[..<build.lowerBound].split(separator: " ").last.map(String.init)
  }

  /// The time of a line; nil where it has none.
  private mutating func time(of line: String, _ number: Int, _ log: inout RemarkLog) throws(SessionError) -> Int64? {
    // What stands before the message: of a journal the host and `kernel:` too.
    let start = line.hasPrefix("<") ? line.drop { $0 != ">" }.dropFirst() : line[...]
    guard let found = FoundTime(in: String(start.prefix(64))) else { return nil }
    guard case .uptime(let uptime) = found else { return try clock.moment(found, line: number, &log) }
    if let lastUptime, uptime < lastUptime - 1000 {
      throw SessionError(
        "its times count from the boot, and it holds more than one boot", file: file, line: number, column: 1,
        mend: "give one boot, or a log with dates, as dmesg -T and journalctl -o short-iso write it")
    }
    lastUptime = uptime
    guard options.time == nil else { return try clock.moment(found, line: number, &log) }
    log.note(
      "the times count from the boot, and the boot's time is not known: they stand in 1970; --time says when the first was",
      line: number)
    return uptime
  }
}
