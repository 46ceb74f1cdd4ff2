import KernelMemory
import SessionFile
import Storage

extension Recorder {
  /// From one look at the path to the next, nanoseconds: a second, and a bit less, so that a sample a second is enough for it.
  private static let lookPeriod: Int64 = 900_000_000

  /// Goes on in a new file where the session file was deleted, renamed or replaced since the last look, about a second ago.
  ///
  /// Nothing is moved or overwritten: where another file has taken the name, a number is put behind it.
  mutating func followFile(_ now: ClockReading, elapsed: Int64, always: Bool = false) throws(SessionError) {
    if !isSettled, !writer.isDelayed {
      settledOrder = reader.order
      isSettled = true
    }
    guard always || now.monotonic - lastLook >= Recorder.lookPeriod else { return }
    lastLook = now.monotonic
    guard let look = place?.look(), look != .same else { return }
    let names = look == .gone ? [path] : (1...99).map { "\(path).\($0)" }
    for name in names {
      guard let file = try? RecordingFile.open(name, existing: .refuse, host: nil) else { continue }
      if !writer.isDelayed {
        // Whoever renamed the file keeps a recording with an end.
        try? writer.write(SessionText.event(.end(reason: "moved"), time: now.wall, elapsed: elapsed))
      }
      place = FilePlace(name, file)
      writer.goOn(in: file, name: name, with: SessionText.header(header, order: settledOrder), now: now.monotonic)
      notify(.moved(from: path, to: name))
      path = name
      return
    }
    place = nil
    notify(.moved(from: path, to: nil))
  }

  /// Writes a line beside the samples.
  mutating func append(_ line: String, _ now: ClockReading) throws(SessionError) {
    try followCut(now)
    try writer.write(line)
  }

  /// Begins the file anew where it became shorter since the last write, as logrotate's `copytruncate` leaves it.
  ///
  /// What was in it counts as before: whether somebody holds a copy is not known here.
  mutating func followCut(_ now: ClockReading) throws(SessionError) {
    guard writer.wasCut() else { return }
    cutSamples = samples - writer.missingSamples
    writer.goOn(with: SessionText.header(header, order: settledOrder))
    let text = "the file was truncated while it was recorded, and what was cut off is not in it"
    try writer.write(SessionText.remark(text, time: now.wall, elapsed: watch.elapsed(now), count: 1))
    notify(.cut(path: path))
  }

  /// Says in the session how many samples found no room in memory while the disk was full.
  mutating func noteDropped(_ now: ClockReading, elapsed: Int64) throws(SessionError) {
    guard !writer.isDelayed, let count = writer.takeDropped() else { return }
    samples -= count
    let text = "samples were lost while the file could not be written"
    try append(SessionText.remark(text, time: now.wall, elapsed: elapsed, count: count), now)
  }
}
