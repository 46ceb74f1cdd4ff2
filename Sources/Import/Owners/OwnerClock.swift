import SessionFile
import Storage

/// The times of tables of owners: in a line before each, in the file's name, or what the user says.
struct OwnerClock {
  private var clock: DumpClock
  private let fallback: Int64?
  private let file: String?
  private var said: Int64?
  private var isFirst = true
  private let isUnsaid: Bool

  init(_ options: ImportOptions, file: String?) {
    clock = DumpClock(options, file: file)
    let named = file.flatMap(TimeLine.inName)
    fallback = named ?? options.time
    isUnsaid = named == nil && options.isTimeOfTheEnd
    self.file = file
  }

  /// Takes a line that may hold a time.
  mutating func take(_ line: String, _ number: Int, _ log: inout RemarkLog) throws(SessionError) {
    guard line.utf8.count <= 200, let found = FoundTime(in: line) else { return }
    said = try clock.moment(found, line: number, &log)
  }

  /// The time of a table that begins here; nil where nothing says it.
  mutating func begin(_ number: Int, _ log: inout RemarkLog) throws(SessionError) -> Int64? {
    defer { (said, isFirst) = (nil, false) }
    if let said { return said }
    guard isFirst else {
      log.note("a table of owners has no time; such tables were left out", line: number)
      return nil
    }
    if isUnsaid {
      log.note("nothing says when the list of owners was taken: it counts as of the record's end", line: nil)
    }
    guard let fallback else {
      throw SessionError(
        "nothing says when this was", file: file, line: number, column: 1,
        mend: "give it together with dumps of /proc/meminfo, or its time with --time")
    }
    return fallback
  }
}
