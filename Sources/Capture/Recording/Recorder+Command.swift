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
    child = try ChildCommand(options.command)
  }

  mutating func endCommand() throws(SessionError) {
    guard let status = child?.status else { return }
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
