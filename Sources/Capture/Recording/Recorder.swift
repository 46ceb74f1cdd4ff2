import KernelMemory
import SessionFile
package import Storage

/// Appends samples to a session file at a steady pace until something ends the recording: a loop over a ``Sampler`` and a ``Journal``.
///
/// It blocks the signals that it waits for, so it is to be made before the process has other threads; one a process.
package struct Recorder: ~Copyable {
  let options: RecordingOptions
  private let wantsProgress: Bool
  private let notify: (RecordingNotice) -> Void
  let mask: SignalMask
  var wakeups: Wakeups
  let start: ClockReading
  private var sampler: Sampler
  private var owners: OwnerSampler?
  var journal: Journal
  private var firstValues: [Int64?] = []
  var child: ChildCommand?
  var forwarded: Int32?
  /// What the recording around a command waits for.
  var stage = JobStage.none
  /// The iterations that were started.
  var iteration = 0
  /// The status of the first iteration that failed, or that a signal came before the first.
  var failedStatus: Int?

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
    if options.root == "/" { host.bootTime = start.wall - start.boot / 1_000_000 }
    let header = SessionHeader(
      label: options.label, recorder: options.recorder, start: start.wall, interval: options.interval, host: host)
    // Two recordings may begin in one second.
    let paths =
      options.path.map { [$0] }
      ?? (1...9).map { RecordingOptions.defaultPath(host: host.name, time: start.wall, number: $0) }
    let journal = try Recorder.journal(paths[...], options, header, reader.order, start) { notify(.file($0)) }
    sampler = Sampler(reader, interval: options.interval, start: start)
    owners = options.attribution.map { period in
      OwnerSampler(root: options.root, period: period, possibleCPUs: host.possibleCPUs, start: start)
    }
    wakeups = Wakeups(start: start, interval: options.interval, signals: mask.awaited)
    self.options = options
    self.wantsProgress = wantsProgress
    self.notify = notify
    self.mask = mask
    self.start = start
    self.journal = journal
  }

  /// Opens the first of the files that is not there already.
  private static func journal(
    _ paths: ArraySlice<String>, _ options: RecordingOptions, _ header: SessionHeader, _ order: ColumnOrder,
    _ start: ClockReading, notify: @escaping (JournalNotice) -> Void
  ) throws(SessionError) -> Journal {
    do {
      return try Journal(
        paths.first ?? "", existing: options.existing, sync: options.sync, header: header, order: order, start: start,
        notify: notify)
    } catch  where paths.count > 1 && FileIdentity(paths.first ?? "") != nil {
      return try journal(paths.dropFirst(), options, header, order, start, notify: notify)
    }
  }

  /// Records to the end.
  ///
  /// Where a command outlives the recording, this waits for it. Failures are part of the summary, beside what was achieved.
  public consuming func run() -> RecordingSummary {
    notify(.started(path: journal.path))
    var summary = RecordingSummary(path: journal.path, samples: 0, reason: "")
    do {
      summary.reason = try record()
      if let snapshot = owners?.end(after: sampler) { try append(snapshot) }
    } catch {
      summary.failure = error
      summary.reason = "\(error)"
    }
    do {
      try journal.finish(reason: summary.reason, ClockReading.now())
    } catch {
      if summary.failure == nil { summary.failure = error }
    }
    waitForChild()
    summary.path = journal.path
    summary.samples = journal.samples - journal.samplesBefore
    summary.samplesBefore = journal.samplesBefore
    summary.commandStatus =
      failedStatus ?? child?.status ?? (options.command.isEmpty ? nil : summary.failure.map(ChildCommand.status))
    return summary
  }

  /// Takes the samples, and gives the reason of the end.
  private mutating func record() throws(SessionError) -> String {
    try sample()
    if !options.command.isEmpty { stage = .before }
    while true {
      if let limit = options.samples, journal.samples >= limit { return "samples" }
      let now = ClockReading.monotonic
      var deadline = wakeups.tick(after: now)
      if let left = stageLeft {
        guard left > 0 else {
          guard case .before = stage else {
            try sample()
            return "command ended"
          }
          try startCommand()
          continue
        }
        if deadline - now > left { deadline = now + left }
      }
      if let duration = options.duration {
        let left = duration * 1_000_000 - (ClockReading.now().boot - start.boot)
        // A tick that falls on the end is the last one: within a millisecond both are the same moment.
        guard left > 1_000_000 else {
          if sampler.last.elapsed(since: start) < duration - 1 { try sample() }
          return "duration"
        }
        if deadline - now > left + 1_000_000 { deadline = now + left }
      }
      switch wakeups.wait(from: now, until: deadline) {
      case .due: try sample()
      case .signal(let signal, let isKeyboard):
        guard let reason = try reason(signal, isKeyboard: isKeyboard) else { continue }
        guard !isOver else {
          // Behind the command only a signal ends the recording early.
          if SignalMask.isChild(signal) { continue }
          try sample()
          return reason
        }
        try sample()
        if try goesOn(after: signal) { continue }
        if child?.status != nil { try endCommand() }
        return reason
      }
    }
  }

  /// Takes one sample and writes it, and the owners where it asks for them.
  private mutating func sample() throws(SessionError) {
    let now = ClockReading.now()
    guard try sampler.sample(now) else { return }
    try journal.append(sampler.lines, now, order: sampler.order)
    if wantsProgress { tellProgress(now) }
    if let snapshot = owners?.snapshot(after: sampler) { try append(snapshot) }
  }

  private mutating func append(_ lines: LineBatch) throws(SessionError) {
    try journal.append(lines, ClockReading.now(), order: sampler.order)
  }

  private mutating func tellProgress(_ now: ClockReading) {
    let values = sampler.reader.bands
    if firstValues.isEmpty { firstValues = values }
    let progress = RecordingProgress(
      elapsed: now.elapsed(since: start), samples: journal.samples, first: firstValues, last: values)
    notify(.sample(progress))
  }
}
