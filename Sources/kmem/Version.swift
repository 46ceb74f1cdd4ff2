/// The version of this program.
enum Version {
  /// `0.1.0`; CHANGELOG.md says what is in it.
  static let text = "0.1.0"
}
