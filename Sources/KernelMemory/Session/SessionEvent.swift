/// Something that happened beside the samples.
package struct SessionEvent: Sendable, Hashable {
  /// What happened.
  package enum Kind: Sendable, Hashable {
    /// A user's remark: `deployed build 4711`.
    case mark(String)
    /// No samples for this long, milliseconds: the recorder was late, stopped, or starved.
    case gap(milliseconds: Int64)
    /// The machine slept for this long, milliseconds.
    case suspend(milliseconds: Int64)
    /// Wall time was set, by this much; positive is forward, milliseconds.
    case clockJump(milliseconds: Int64)
    /// Counters appeared or went away.
    case columnChange(added: [String], removed: [String])
    /// Another boot of the host begins.
    case reboot
    /// The recorded command was started.
    case commandStart(String)
    /// The recorded command ended: its exit status, or 128 + the signal.
    case commandEnd(status: Int)
    /// What the recording itself has cost up to its end: CPU time in microseconds, and the most memory, nil where not known.
    case cost(cpu: Int64, memory: Bytes?)
    /// The recording ended: `duration`, `samples`, `SIGTERM`, `command ended`, …
    case end(reason: String)
  }

  /// Milliseconds since 1970-01-01T00:00Z on the session's axis; for gaps and suspends, their begin.
  package var time: Int64

  /// What happened.
  package var kind: Kind

  /// Makes an event.
  package init(time: Int64, kind: Kind) {
    self.time = time
    self.kind = kind
  }
}
