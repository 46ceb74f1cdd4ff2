import Glibc
import KernelMemory
import SessionFile
package import Storage

extension Recorder {
  /// What a signal means: a reason to end, or nil to go on.
  ///
  /// With a command, a first SIGINT, SIGTERM or SIGHUP is for the command, and its end ends the recording; a second one ends the
  /// recording at once.
  package mutating func reason(_ signal: Int32, isKeyboard: Bool) throws(SessionError) -> String? {
    if SignalMask.isChild(signal) {
      child?.reap()
      guard child?.status != nil else { return nil }
      return forwarded.map(SignalMask.name) ?? "command ended"
    }
    if isKeyboard, mask.ignoresKeyboard { return nil }
    guard let child, child.status == nil, forwarded == nil else { return SignalMask.name(signal) }
    // The terminal sends its signals to the command as well.
    if !isKeyboard { child.send(signal) }
    forwarded = signal
    return nil
  }

  mutating func startCommand() throws(SessionError) {
    let words = options.command.joined(separator: " ")
    let text = words.utf8.count > 4096 ? words.prefix(1024) + " …" : words
    try journal.append(.commandStart(text), ClockReading.now())
    stage = .running
    try startIteration()
  }

  private mutating func startIteration() throws(SessionError) {
    iteration += 1
    if options.iterations > 1 { try journal.append(.mark("iteration \(iteration)"), ClockReading.now()) }
    child = try ChildCommand(options.command)
  }

  /// Nanoseconds until the next stage of the recording begins; nil where it waits for nothing but the command.
  var stageLeft: Int64? {
    switch stage {
    case .before: options.before * 1_000_000 - (ClockReading.now().boot - start.boot)
    case .after(let end): options.after * 1_000_000 - (ClockReading.now().boot - end.boot)
    case .none, .running: nil
    }
  }

  /// Whether the command has ended and what follows it is recorded.
  var isOver: Bool { if case .after = stage { true } else { false } }

  /// Whether a signal that would end the recording does not: another iteration begins, or what follows the command is recorded.
  mutating func goesOn(after signal: Int32) throws(SessionError) -> Bool {
    guard let status = child?.status else {
      // Who asks for a command and sees none run should not take that for a success.
      if !options.command.isEmpty, child == nil { failedStatus = 128 + Int(signal) }
      return false
    }
    if status != 0, failedStatus == nil { failedStatus = status }
    guard SignalMask.isChild(signal), forwarded == nil else { return false }
    if iteration < options.iterations, status == 0 || options.keepsGoing {
      try startIteration()
      return true
    }
    guard options.after > 0 else { return false }
    try endCommand()
    stage = .after(ClockReading.now())
    return true
  }

  mutating func endCommand() throws(SessionError) {
    guard let status = failedStatus ?? child?.status else { return }
    try journal.append(.commandEnd(status: status), ClockReading.now())
  }

  /// Waits for a command that runs on, and passes signals on to it.
  mutating func waitForChild() {
    child?.reap()
    while let running = child, running.status == nil {
      guard case .signal(let signal, let isKeyboard) = wakeups.wait(from: 0, until: nil) else { continue }
      if !SignalMask.isChild(signal), !isKeyboard { running.send(signal) }
      child?.reap()
    }
  }
}
