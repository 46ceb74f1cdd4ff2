/// Where the bytes of a session, or of what is to become one, come from.
///
/// Plain or gzip is told by the first bytes, never by the name.
public enum SessionInput: Sendable, Hashable {
  /// A file, by its path.
  case file(String)
  /// Standard input.
  case standardInput
  /// Bytes in memory, with the name that messages give them.
  case bytes([UInt8], name: String?)

  /// The input that an argument means: `-` is standard input.
  public init(argument: String) { self = argument == "-" ? .standardInput : .file(argument) }

  /// The input in memory where it could not be read twice, as standard input cannot.
  public func rereadable() throws(SessionError) -> SessionInput {
    guard case .standardInput = self else { return self }
    return .bytes(try ByteSource.standardInput(), name: nil)
  }

  /// The name for messages; nil for standard input.
  public var name: String? {
    switch self {
    case .file(let path): path
    case .standardInput: nil
    case .bytes(_, let name): name
    }
  }
}
