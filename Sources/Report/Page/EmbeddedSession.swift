/// What the command found to put inside the page, so that the report can be read as a session.
public enum EmbeddedSession: Sendable, Hashable {
  /// The user does not want it inside.
  case unwanted
  /// Not even a thinned one is small enough.
  case tooLarge
  /// The session in gzip: every sample.
  case whole(gzip: [UInt8], samples: Int)
  /// The session in gzip: the telling samples of each stretch of so many milliseconds.
  case thinned(gzip: [UInt8], samples: Int, stretch: Int64)
}
