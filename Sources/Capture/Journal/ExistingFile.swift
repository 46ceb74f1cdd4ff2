/// What to do with a session file that is there already.
package enum ExistingFile: Sendable, Hashable {
  /// Leave it alone and fail.
  case refuse
  /// Go on behind its end, if it is of the same host.
  case append
  /// Empty it.
  case overwrite
}
