import ArgumentParser

/// How often the owners are looked at: a length of time, or `off`.
struct AttributionArgument: Sendable, Hashable {
  /// The time between two snapshots in milliseconds, 1 s to 1 d; nil for `off`.
  let milliseconds: Int64?

  /// Makes one.
  init(milliseconds: Int64?) { self.milliseconds = milliseconds }

  /// Parses one.
  ///
  /// - Throws: What is wrong with the text, as a `ValidationError`.
  init(_ text: String) throws {
    guard text != "off" else {
      milliseconds = nil
      return
    }
    let length = try DurationArgument(text).milliseconds
    guard (1000...86_400_000).contains(length) else {
      throw ValidationError("--attribution must be from 1s to 1d, or off.")
    }
    milliseconds = length
  }
}
