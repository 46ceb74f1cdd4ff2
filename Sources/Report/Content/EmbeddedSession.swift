/// What the command found to put inside the page, so that the report can be read as a session.
package enum EmbeddedSession: Sendable, Hashable {
  /// The user does not want it inside.
  case unwanted
  /// Not even a thinned one is small enough.
  case tooLarge
  /// Every sample.
  case whole(Payload, samples: Int)
  /// The telling samples of each stretch of so many milliseconds.
  case thinned(Payload, samples: Int, stretch: Int64)

  /// The session's bytes as the page's element holds them, ready to be written.
  package struct Payload: Sendable, Hashable {
    /// The element's `id`, by which it is found again.
    package let id: String

    /// The element's `value`: text that needs no escape in an attribute.
    package let value: String

    /// Makes a payload.
    package init(id: String, value: String) {
      self.id = id
      self.value = value
    }
  }
}
