/// Where the bytes of a session, or of what is to become one, come from.
///
/// Plain, gzip or xz is told by the first bytes, never by the name.
package enum SessionInput: Sendable, Hashable {
  /// A file, by its path.
  case file(String)
  /// Standard input.
  case standardInput
  /// Standard input of which the first bytes were read already, to see what it is.
  case restOfStandardInput(after: [UInt8])
  /// Bytes in memory, with the name that messages give them.
  case bytes([UInt8], name: String?)

  /// The input that an argument means: `-` is standard input.
  package init(argument: String) { self = argument == "-" ? .standardInput : .file(argument) }

  /// Whether it can be read only once.
  package var isStandardInput: Bool {
    switch self {
    case .standardInput, .restOfStandardInput: true
    case .file, .bytes: false
    }
  }

  /// The name for messages; nil for standard input.
  package var name: String? {
    switch self {
    case .file(let path): path
    case .standardInput, .restOfStandardInput: nil
    case .bytes(_, let name): name
    }
  }
}
