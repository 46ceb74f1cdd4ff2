/// A time as users write it.
package enum TimeText {
  /// Milliseconds since 1970-01-01T00:00Z of an epoch time, ISO 8601 (UTC unless it says otherwise), or what `date` prints.
  ///
  /// nil for anything else.
  package static func milliseconds(_ text: String) -> Int64? { TimeLine(text: text)?.time }
}
