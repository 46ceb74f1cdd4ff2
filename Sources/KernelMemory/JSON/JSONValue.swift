/// A JSON document as a value whose objects keep their order, so that the same value is always the same bytes (RFC 8259).
package enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int64)
  /// A number; written as `null` where it is not finite.
  case number(Double)
  /// A string, unescaped.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Members in order; a name should appear once.
  case object([(name: String, value: JSONValue)])

  /// Equal when both write the same text.
  package static func == (left: JSONValue, right: JSONValue) -> Bool { left.text == right.text }

  /// Hashes the text.
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// The string, or null where there is none.
  package static func string(orNull value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }

  /// The whole number, or null where there is none.
  package static func integer(orNull value: (some BinaryInteger)?) -> JSONValue {
    value.flatMap { Int64(exactly: $0) }.map(JSONValue.integer) ?? .null
  }

  /// The compact text: no space, no line break.
  package var text: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  /// The text with a member a line, two spaces a level; arrays of plain values stay on one line.
  package var indentedText: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }
}
