/// What a check says, the mildest first.
package enum CheckVerdict: String, Sendable, Hashable {
  /// Nothing rose.
  case pass
  /// Something may have risen.
  case watch
  /// Something rose.
  case fail
  /// It cannot be known.
  case unknown
}
