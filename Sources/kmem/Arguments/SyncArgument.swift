import ArgumentParser

/// How often the disk stores what was recorded: a length of time, `always`, or `off`.
struct SyncArgument: Sendable, Hashable {
  /// The time between two fdatasync(2) in milliseconds, up to 1 h; 0 for `always`, nil for `off`.
  let milliseconds: Int64?

  /// Makes one.
  init(milliseconds: Int64?) { self.milliseconds = milliseconds }

  /// Parses one.
  ///
  /// - Throws: What is wrong with the text, as a `ValidationError`.
  init(_ text: String) throws {
    switch text {
    case "off": milliseconds = nil
    case "always": milliseconds = 0
    default:
      let length = try DurationArgument(text).milliseconds
      guard (1...3_600_000).contains(length) else {
        throw ValidationError("--sync must be up to 1h, always or off.")
      }
      milliseconds = length
    }
  }
}
