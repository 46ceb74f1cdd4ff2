/// That a person accepted the levels of a night: from it on levels are judged.
package struct Acceptance: Sendable, Hashable {
  /// The night's session, without its folder.
  package let night: String

  /// When that session began, milliseconds since 1970-01-01T00:00Z.
  package let start: Int64

  /// Makes one.
  package init(night: String, start: Int64) {
    self.night = night
    self.start = start
  }
}
