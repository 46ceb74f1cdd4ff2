import KernelMemory
import SessionFile
import Storage

/// Turns what the clocks and the counters say at a moment into the lines of a session.
struct Sampler: ~Copyable {
  /// The moment of the last sample.
  var last: ClockReading { watch.last }
  /// The columns' order behind the lines of the last sample.
  var order: ColumnOrder { reader.order }
  /// The lines of the last sample, behind the events that explain it.
  private(set) var lines = LineBatch(capacity: 4096)
  /// The counters, as the last sample has them.
  private(set) var reader: CounterReader

  private var watch: ClockWatch
  private var hasSampled = false

  /// Takes over the open counters; the interval in milliseconds.
  init(_ reader: consuming CounterReader, interval: Int64, start: ClockReading) {
    self.reader = reader
    watch = ClockWatch(start: start, interval: interval)
  }

  /// Takes a sample; false where there is none: two in one millisecond count once, and the kernel may have no answer just now.
  ///
  /// - Throws: Where the counters cannot be read any more.
  mutating func sample(_ now: ClockReading) throws(SessionError) -> Bool {
    let elapsed = now.elapsed(since: watch.start)
    let before = watch.last
    guard !hasSampled || elapsed > before.elapsed(since: watch.start) else { return false }
    let outcome = try reader.read()
    // Whatever made the text empty, there is no sample; if it lasts, it becomes a gap.
    if outcome == .empty { return false }
    lines.removeAll()
    explain(watch.advance(to: now), before, now)
    if case .changed(let added, let removed) = outcome {
      let text = SessionText.columns(reader.order, added: added, removed: removed, time: now.wall, elapsed: elapsed)
      lines.append(text, .lasting)
    }
    lines.append(.sample) { bytes in
      SessionText.appendSample(
        time: now.wall, elapsed: elapsed, tasks: reader.tasks, values: reader.meminfo.values, order: reader.order,
        to: &bytes)
    }
    hasSampled = true
    return true
  }

  /// Says what happened to the clocks since the sample before.
  private mutating func explain(
    _ irregularity: ClockWatch.Irregularity, _ before: ClockReading, _ now: ClockReading
  ) {
    guard irregularity != ClockWatch.Irregularity() else { return }
    // A gap follows from the times of the samples around it.
    if let length = irregularity.gap { event(.gap(milliseconds: length), before, .passing) }
    if let length = irregularity.suspend { event(.suspend(milliseconds: length), before, .lasting) }
    if let length = irregularity.clockJump { event(.clockJump(milliseconds: length), now, .lasting) }
  }

  private mutating func event(_ kind: SessionEvent.Kind, _ moment: ClockReading, _ priority: LineBatch.Priority) {
    lines.append(
      SessionText.event(kind, time: moment.wall, elapsed: moment.elapsed(since: watch.start)), priority)
  }
}
