extension SessionEvent {
  private static let words = "out of memory: killed "

  /// The mark of a process that the kernel killed because the host had no memory left: `4242 (java)`.
  package static func kill(_ process: String) -> Kind { .mark(words + process) }

  /// The process that the kernel killed because the host had no memory left; nil for anything else, and for kills in a control group.
  package var victim: String? {
    guard case .mark(let text) = kind, text.hasPrefix(SessionEvent.words) else { return nil }
    return String(text.dropFirst(SessionEvent.words.count))
  }
}
