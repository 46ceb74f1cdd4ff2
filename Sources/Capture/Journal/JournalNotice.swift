package import Storage

/// What becomes of a session file while it is written.
package enum JournalNotice: Sendable {
  /// Lines cannot be written for now and are kept in memory.
  case delayed(SessionError)
  /// All lines that were kept are written.
  case caughtUp
  /// The session file is no longer where it was, and a new one takes the rest; nil where none can be made, and the rest goes to
  /// the old one, wherever it is.
  case moved(from: String, to: String?)
  /// Somebody truncated the session file, and it begins anew with a header.
  case truncated(path: String)
}
