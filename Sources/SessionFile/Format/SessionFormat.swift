/// What writers and readers of session files agree on.
package enum SessionFormat {
  /// The version that is written, and the newest that is read.
  package static let version: Int64 = 1
}
