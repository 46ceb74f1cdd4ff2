import KernelMemory
import SessionFile
import Storage

/// The session file of a recording, for as long as it goes on: lines are appended, whatever becomes of the disk and of the file.
///
/// What does not fit on the disk is kept for a while (``LineAppender``). Where the file is truncated, moved or deleted, the recording goes
/// on behind a new header, in it or beside it. What else is to happen to the file between two lines belongs here too.
struct Journal: ~Copyable {
  /// The file that lines go to now; `-` is standard output.
  var path: String
  /// Samples that were given, without those that were dropped; some may be kept in memory.
  private(set) var samples = 0
  /// How many of them went to the file before it was last truncated.
  var samplesBefore = 0

  var appender: LineAppender
  /// What every part of the recording begins with.
  private let header: SessionHeader
  private let start: ClockReading
  let notify: (JournalNotice) -> Void
  /// Where the file was when it was opened; nil where that is of no interest, or no longer.
  var place: FilePlace?
  /// When the path was last looked at, on CLOCK_MONOTONIC.
  var lastLook: Int64
  /// The order of the columns after the last line that is in the file, with which a new part begins.
  private var settledOrder: ColumnOrder
  private var isDelayed = false

  /// Opens the session file and writes the header.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is standard output.
  ///   - existing: What to do where it is there already.
  ///   - sync: Milliseconds after which the disk is told to store what was written; nil leaves that to the kernel.
  ///   - header: What every part of the recording begins with.
  ///   - order: The columns of the first sample.
  ///   - start: The moment from which elapsed time counts.
  ///   - notify: Is told what becomes of the file.
  /// - Throws: Where the file cannot be made, locked, continued or written.
  init(
    _ path: String, existing: ExistingFile, sync: Int64?, header: SessionHeader, order: ColumnOrder,
    start: ClockReading, notify: @escaping (JournalNotice) -> Void
  ) throws(SessionError) {
    let file = try RecordingFile.open(path, existing: existing, host: header.host.name)
    place = FilePlace(path, file)
    var appender = LineAppender(
      adopting: file, name: path == "-" ? "standard output" : path, now: start.monotonic, sync: sync)
    do {
      try appender.write(LineBatch(SessionText.header(header, order: order), .lasting), mayWait: false)
    } catch {
      if existing == .refuse { RecordingFile.remove(path) }
      throw error
    }
    self.path = path
    self.header = header
    self.appender = appender
    self.start = start
    self.notify = notify
    lastLook = start.monotonic
    settledOrder = order
  }

  /// The header of a new part.
  var headerLine: String { SessionText.header(header, order: settledOrder) }

  /// Appends the lines of a moment.
  ///
  /// - Parameters:
  ///   - lines: Whole lines.
  ///   - now: The moment.
  ///   - order: The columns' order behind them.
  /// - Throws: Where lines are lost for good.
  mutating func append(_ lines: LineBatch, _ now: ClockReading, order: ColumnOrder) throws(SessionError) {
    try followTruncation(now)
    samples += lines.samples
    try appender.write(lines)
    appender.sync(now: now.monotonic)
    tellDelay()
    try noteDropped(now)
    if !appender.isDelayed, settledOrder != order { settledOrder = order }
    try followMove(now)
  }

  /// Appends an event that changes no columns.
  mutating func append(_ kind: SessionEvent.Kind, _ now: ClockReading) throws(SessionError) {
    try followTruncation(now)
    try appender.write(
      LineBatch(SessionText.event(kind, time: now.wall, elapsed: now.elapsed(since: start)), .lasting))
  }

  /// Appends a remark.
  mutating func append(remark text: String, count: Int = 1, _ now: ClockReading) throws(SessionError) {
    let elapsed = now.elapsed(since: start)
    try appender.write(LineBatch(SessionText.remark(text, time: now.wall, elapsed: elapsed, count: count), .lasting))
  }

  /// Writes the recording's last lines, and has the disk store them.
  ///
  /// - Throws: Where lines are lost for good, or where the disk failed to store some.
  mutating func finish(reason: String, _ now: ClockReading) throws(SessionError) {
    try followMove(now, always: true)
    try append(OwnCost.now, now)
    try append(.end(reason: reason), now)
    try appender.finish()
  }

  private mutating func tellDelay() {
    guard isDelayed != appender.isDelayed else { return }
    isDelayed = appender.isDelayed
    notify(appender.delay.map { .delayed($0) } ?? .caughtUp)
  }

  /// Says in the session how many samples found no room in memory while the disk was full.
  private mutating func noteDropped(_ now: ClockReading) throws(SessionError) {
    guard !appender.isDelayed, let count = appender.takeDropped() else { return }
    samples -= count
    try append(remark: "samples were lost while the file could not be written", count: count, now)
  }
}
