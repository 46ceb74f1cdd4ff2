import KernelMemory
import SessionFile
import Storage

extension Journal {
  /// From one look at the path to the next, nanoseconds: a second, and a bit less, so that a sample a second is enough for it.
  private static let lookPeriod: Int64 = 900_000_000

  /// Goes on in a new file where the session file was deleted, renamed or replaced since the last look, about a second ago.
  ///
  /// Nothing is moved or overwritten: where another file has taken the name, a number is put behind it.
  mutating func followMove(_ now: ClockReading, always: Bool = false) throws(SessionError) {
    guard always || now.monotonic - lastLook >= Journal.lookPeriod else { return }
    lastLook = now.monotonic
    guard let look = place?.look(), look != .same else { return }
    let names = look == .gone ? [path] : (1...99).map { "\(path).\($0)" }
    for name in names {
      guard let file = try? RecordingFile.open(name, existing: .refuse, host: nil) else { continue }
      // Whoever renamed the file keeps a recording with an end.
      if !appender.isDelayed { try? append(.end(reason: "moved"), now) }
      place = FilePlace(name, file)
      appender.goOn(in: file, name: name, with: headerLine, now: now.monotonic)
      notify(.moved(from: path, to: name))
      path = name
      return
    }
    place = nil
    notify(.moved(from: path, to: nil))
  }

  /// Begins the file anew where it became shorter since the last write, as logrotate's `copytruncate` leaves it.
  ///
  /// Whether somebody holds a copy of what was in it is not known here.
  mutating func followTruncation(_ now: ClockReading) throws(SessionError) {
    guard appender.wasTruncated() else { return }
    samplesBefore = samples - appender.missingSamples
    appender.goOn(with: headerLine)
    try append(remark: "the file was truncated while it was recorded, and what was cut off is not in it", now)
    notify(.truncated(path: path))
  }
}
