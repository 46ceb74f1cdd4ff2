/// Walks through the tags of an XML text: names, attributes, and the text behind each, without a tree and without entities of its own.
struct TagScanner {
  /// A tag: `name`, or `/name` where it closes.
  struct Tag {
    var name: String
    var attributes: [String: String]
    /// The text behind it, up to the next tag.
    var text: String
  }

  /// Whether the last element was closed where the text ended.
  private(set) var isComplete = true

  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next tag; nil at the end.
  mutating func next() -> Tag? {
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else { break }
      place = end + 1
      guard start + 1 < end, !"!?".utf8.contains(bytes[start + 1]) else { continue }
      let isEmpty = bytes[end - 1] == UInt8(ascii: "/")
      let isClosing = bytes[start + 1] == UInt8(ascii: "/")
      depth += isClosing ? -1 : isEmpty ? 0 : 1
      let inside = String(decoding: bytes[(start + 1)..<(isEmpty ? end - 1 : end)], as: UTF8.self)
      let stop = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
      let text = stop - place < 4096 ? String(decoding: bytes[place..<stop], as: UTF8.self) : ""
      return TagScanner.tag(inside, text: text)
    }
    isComplete = depth == 0
    place = bytes.count
    return nil
  }

  private static func tag(_ inside: String, text: String) -> Tag {
    let name = inside.prefix { !" \t\r\n".contains($0) }
    var attributes: [String: String] = [:]
    var rest = inside[name.endIndex...]
    while let sign = rest.firstIndex(of: "=") {
      let key = rest[..<sign].split(whereSeparator: \.isWhitespace).last ?? ""
      rest = rest[sign...].dropFirst()
      guard let quote = rest.first, quote == "\"" || quote == "'" else { break }
      rest = rest.dropFirst()
      let value = rest.prefix { $0 != quote }
      if attributes.count < 64 { attributes[String(key)] = plain(value) }
      rest = rest[value.endIndex...].dropFirst()
    }
    let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    return Tag(name: String(name), attributes: attributes, text: plain(Substring(String(trimmed))))
  }

  private static func plain(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    var text = String(text)
    for (entity, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
      text = text.replacing(entity, with: sign)
    }
    return text
  }
}
