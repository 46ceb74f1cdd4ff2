import KernelMemory
import SessionFile
package import Storage

/// Takes samples at a steady pace and appends them to a session file, until something ends the recording.
///
/// It blocks the signals that it waits for, so it is to be made before the process has other threads; one a process.
package struct Recorder: ~Copyable {
  let options: RecordingOptions
  var path: String
  let header: SessionHeader
  var place: FilePlace?
  /// When the path was last looked at, on CLOCK_MONOTONIC.
  var lastLook: Int64
  /// The order of the columns after the last line that is in the file.
  var settledOrder: ColumnOrder
  /// Whether that is the order of the columns now.
  var isSettled = true
  private let wantsProgress: Bool
  let notify: (RecordingNotice) -> Void
  let mask: SignalMask
  var wakeups: Wakeups
  var reader: CounterReader
  var writer: LineAppender
  var watch: ClockWatch
  private var line: [UInt8] = []
  /// Samples that were taken, and those of them that were in the file when it was cut.
  var samples = 0
  var cutSamples = 0
  private var firstValues: [Int64?] = []
  private var isDelayed = false
  var child: ChildCommand?
  var forwarded: Int32?
  private var plan: AttributionPlan?
  private var collector: OwnerCollector?

  /// Opens the counters and the session file, and writes the header.
  ///
  /// - Parameters:
  ///   - options: What to record.
  ///   - wantsProgress: Whether to tell of every sample.
  ///   - notify: Is told what happens, on the caller's thread.
  /// - Throws: Where the counters cannot be read, or the file not be made, locked, continued or written.
  package init(
    _ options: RecordingOptions, wantsProgress: Bool = false, notify: @escaping (RecordingNotice) -> Void = { _ in }
  ) throws(SessionError) {
    guard RecordingOptions.intervals.contains(options.interval) else {
      throw SessionError("is \(options.interval) ms", file: "the interval", mend: "it can be from 10 ms to 1 h")
    }
    let mask = SignalMask()
    let reader = try CounterReader(root: options.root)
    var host = HostProbe(root: options.root).facts()
    let start = ClockReading.now()
    // The kernel's own btime has whole seconds; this one lets a mark find its place to the millisecond.
    if options.root == "/" { host.bootTime = (start.real - start.boot) / 1_000_000 }
    let path = options.path ?? RecordingOptions.defaultPath(host: host.name, time: start.wall)
    let file = try RecordingFile.open(path, existing: options.existing, host: host.name)
    place = FilePlace(path, file)
    var writer = LineAppender(
      adopting: file, name: path == "-" ? "standard output" : path, now: start.monotonic, sync: options.sync)
    let header = SessionHeader(
      label: options.label, recorder: options.recorder, start: start.wall, interval: options.interval, host: host)
    do {
      try writer.write(SessionText.header(header, order: reader.order), mayWait: false)
    } catch {
      if options.existing == .refuse { RecordingFile.remove(path) }
      throw error
    }
    wakeups = Wakeups(start: start, interval: options.interval, signals: mask.awaited)
    watch = ClockWatch(start: start, interval: options.interval)
    self.options = options
    self.path = path
    self.wantsProgress = wantsProgress
    self.notify = notify
    self.mask = mask
    settledOrder = reader.order
    lastLook = start.monotonic
    self.header = header
    self.reader = reader
    self.writer = writer
    line.reserveCapacity(4096)
    if let period = options.attribution {
      plan = AttributionPlan(period: period)
      collector = OwnerCollector(root: options.root, possibleCPUs: host.possibleCPUs)
    }
  }

  /// Records to the end.
  ///
  /// Where a command outlives the recording, this waits for it. Failures are part of the summary, beside what was achieved.
  package consuming func run() -> RecordingSummary {
    notify(.started(path: path))
    var summary = RecordingSummary(path: path, samples: 0, reason: "")
    do {
      summary.reason = try record()
      if plan?.wantsEnd(sampled: watch.last.monotonic) == true { try attribute(.end) }
    } catch {
      summary.failure = error
      summary.reason = "\(error)"
    }
    do {
      let now = ClockReading.now()
      try followFile(now, elapsed: watch.elapsed(now), always: true)
      for kind in [OwnCost.now, .end(reason: summary.reason)] {
        try append(SessionText.event(kind, time: now.wall, elapsed: watch.elapsed(now)), now)
      }
      try writer.finish()
    } catch {
      if summary.failure == nil { summary.failure = error }
    }
    waitForChild()
    summary.path = path
    summary.samples = samples - cutSamples
    summary.samplesBefore = cutSamples
    summary.commandStatus = child?.status ?? (options.command.isEmpty ? nil : summary.failure.map(ChildCommand.status))
    return summary
  }

  /// Takes the samples, and gives the reason of the end.
  private mutating func record() throws(SessionError) -> String {
    try sample()
    if !options.command.isEmpty { try startCommand() }
    while true {
      if let limit = options.samples, samples >= limit { return "samples" }
      let now = ClockReading.monotonic
      var deadline = wakeups.tick(after: now)
      if let duration = options.duration {
        let left = duration * 1_000_000 - (ClockReading.now().boot - watch.start.boot)
        // A tick that falls on the end is the last one: within a millisecond both are the same moment.
        guard left > 1_000_000 else {
          if watch.elapsed(watch.last) < duration - 1 { try sample() }
          return "duration"
        }
        if deadline - now > left + 1_000_000 { deadline = now + left }
      }
      switch wakeups.wait(from: now, until: deadline) {
      case .due: try sample()
      case .signal(let signal, let isKeyboard):
        guard let reason = try reason(signal, isKeyboard: isKeyboard) else { continue }
        try sample()
        if child?.status != nil { try endCommand() }
        return reason
      }
    }
  }

  /// Takes one sample and writes it, behind the events that explain it; two in one millisecond count once.
  private mutating func sample() throws(SessionError) {
    let reading = ClockReading.now()
    let elapsed = watch.elapsed(reading)
    let before = watch.last
    guard samples == 0 || elapsed > watch.elapsed(before) else { return }
    let outcome = try reader.read()
    // Whatever made the text empty, there is no sample; if it lasts, it becomes a gap.
    if outcome == .empty { return }
    line.removeAll(keepingCapacity: true)
    let irregularity = watch.advance(to: reading)
    if irregularity != ClockWatch.Irregularity() {
      let begin = (time: before.wall, elapsed: watch.elapsed(before))
      if let length = irregularity.gap { event(.gap(milliseconds: length), begin.time, begin.elapsed) }
      if let length = irregularity.suspend { event(.suspend(milliseconds: length), begin.time, begin.elapsed) }
      if let length = irregularity.clockJump { event(.clockJump(milliseconds: length), reading.wall, elapsed) }
    }
    if case .changed(let added, let removed) = outcome {
      isSettled = false
      let text = SessionText.columns(
        reader.order, added: added, removed: removed, time: reading.wall, elapsed: elapsed)
      line.append(contentsOf: text.utf8)
    }
    SessionText.appendSample(
      time: reading.wall, elapsed: elapsed, tasks: reader.tasks, values: reader.meminfo.values, order: reader.order,
      to: &line)
    try followCut(reading)
    samples += 1
    try writer.write(line)
    writer.sync(now: reading.monotonic)
    tellDelay()
    try noteDropped(reading, elapsed: elapsed)
    try followFile(reading, elapsed: elapsed)
    if wantsProgress { tellProgress(elapsed) }
    if let reason = plan?.reason(now: reading.monotonic, values: reader.bands) { try attribute(reason) }
  }

  /// Takes a snapshot of the owners and writes it.
  private mutating func attribute(_ reason: OwnerSnapshot.Reason) throws(SessionError) {
    let now = ClockReading.now()
    let tasks = reader.tasks
    // A collector cannot be used in place while the reader is asked.
    let dimensions = Dimension.allCases.map { reader.value($0) }
    guard
      let snapshot = collector?.snapshot(
        reason, time: now.wall, tasks: tasks,
        value: { dimension in Dimension.allCases.firstIndex(of: dimension).flatMap { dimensions[$0] } })
    else { return }
    let current = reader.bands
    plan?.took(
      at: ClockReading.monotonic, cost: snapshot.facts[.cost] ?? 0, values: current,
      isIncomplete: snapshot.facts[.unknownProcesses] != nil)
    try append(SessionText.owners(snapshot, elapsed: watch.elapsed(now)), now)
  }

  private mutating func event(_ kind: SessionEvent.Kind, _ time: Int64, _ elapsed: Int64) {
    line.append(contentsOf: SessionText.event(kind, time: time, elapsed: elapsed).utf8)
  }

  private mutating func tellDelay() {
    guard isDelayed != writer.isDelayed else { return }
    isDelayed = writer.isDelayed
    notify(writer.delay.map { .delayed($0) } ?? .caughtUp)
  }

  private mutating func tellProgress(_ elapsed: Int64) {
    let values = reader.bands
    if firstValues.isEmpty { firstValues = values }
    let progress = RecordingProgress(elapsed: elapsed, samples: samples, first: firstValues, last: values)
    notify(.sample(progress))
  }
}
