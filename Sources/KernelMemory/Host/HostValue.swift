/// What a host fact says, in the form in which a session file has it.
package enum HostValue: Sendable, Hashable {
  /// A name, a word or a phrase.
  case text(String)
  /// A whole number, in the fact's unit.
  case integer(Int64)
  /// Whether something is so.
  case flag(Bool)
  /// Phrases in order.
  case texts([String])

  /// The text; nil for other values.
  package var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The whole number; nil for other values.
  package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

  /// Yes or no; nil for other values.
  package var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

  /// The phrases; nil for other values.
  package var texts: [String]? { if case .texts(let texts) = self { texts } else { nil } }

  /// The same for files.
  package var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .integer(let number): .integer(number)
    case .flag(let flag): .bool(flag)
    case .texts(let texts): .array(texts.map(JSONValue.string))
    }
  }

  /// The value with its texts replaced.
  package func mapTexts(_ replace: (String) -> String) -> HostValue {
    switch self {
    case .text(let text): .text(replace(text))
    case .texts(let texts): .texts(texts.map(replace))
    case .integer, .flag: self
    }
  }
}
