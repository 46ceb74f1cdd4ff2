extension JSONValue {
  /// Appends the value as JSON (RFC 8259).
  ///
  /// - Parameters:
  ///   - text: Where it goes.
  ///   - indent: How many steps of two blanks its lines are indented; nil writes it on one line.
  package func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += JSONValue.number(value)
    case .string(let value): JSONValue.quote(value, to: &text)
    case .array(let values):
      let isPlain = values.allSatisfy(\.isPlain)
      JSONValue.list("[", values, "]", to: &text, indent: isPlain ? nil : indent, plainSpace: indent != nil) {
        $0.write(to: &$1, indent: $2)
      }
    case .object(let members):
      JSONValue.list("{", members, "}", to: &text, indent: indent, plainSpace: false) { member, text, indent in
        JSONValue.quote(member.name, to: &text)
        text += indent == nil ? ":" : ": "
        member.value.write(to: &text, indent: indent)
      }
    }
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func list<Item>(
    _ open: String, _ items: [Item], _ close: String, to text: inout String, indent: Int?, plainSpace: Bool,
    write: (Item, inout String, Int?) -> Void
  ) {
    text += open
    let inner = indent.map { $0 + 2 }
    for (position, item) in items.enumerated() {
      if position > 0 { text += plainSpace && inner == nil ? ", " : "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      write(item, &text, inner)
    }
    if let indent, !items.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }

  /// The shortest digits that read back as the same number; at most three after the point where that loses nothing that was measured.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    let rounded = (value * 1000).rounded() / 1000
    if rounded == rounded.rounded(), abs(rounded) < 1e15 { return String(Int64(rounded)) }
    return abs(value) < 1e12 && abs(value) >= 1 ? "\(rounded)" : "\(value)"
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.isObeyed:
        // A terminal that shows the JSON would obey it, too.
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
