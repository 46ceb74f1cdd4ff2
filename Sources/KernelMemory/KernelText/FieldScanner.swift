/// Takes one line of a kernel file apart, field by field, without copying what is not needed.
package struct FieldScanner {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// Takes a range of the bytes, one line without its end.
  package init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// Whether nothing is left but blanks.
  package var isAtEnd: Bool {
    var place = position
    while place < end, isBlank(bytes[place]) { place += 1 }
    return place == end
  }

  /// The next field as text; nil at the line's end.
  package mutating func word() -> String? {
    guard let range = field() else { return nil }
    return text(range)
  }

  /// The next field as text, taken from the last call's where it is the same; nil at the line's end.
  package mutating func word(reusing last: inout (bytes: [UInt8], text: String)) -> String? {
    guard let range = field() else { return nil }
    if range.count != last.bytes.count || !bytes[range].elementsEqual(last.bytes) {
      last = (Array(bytes[range]), text(range))
    }
    return last.text
  }

  /// Whether the next field begins with a byte; nothing is taken.
  package mutating func begins(with byte: UInt8) -> Bool {
    skipBlanks()
    return position < end && bytes[position] == byte
  }

  /// The rest of the line as text, without the blanks around it.
  package mutating func rest() -> String {
    skipBlanks()
    var last = end
    while last > position, isBlank(bytes[last - 1]) { last -= 1 }
    defer { position = end }
    return text(position..<last)
  }

  /// Steps over fields.
  package mutating func skip(_ count: Int = 1) {
    for _ in 0..<count { _ = field() }
  }

  /// The next field as a number of at most 15 digits; nil at the end or where it is none, and then nothing is taken.
  package mutating func number() -> Int64? {
    let start = position
    guard let range = field(), let value = number(range) else {
      position = start
      return nil
    }
    return value
  }

  /// Whether the next field is this text; only then is it taken.
  package mutating func take(_ word: StaticString) -> Bool {
    let start = position
    if let range = field(), range.count == word.utf8CodeUnitCount, matches(word, at: range.lowerBound) { return true }
    position = start
    return false
  }

  /// The number that follows a text at the begin of the next field, `pages=` in `pages=4`; only then is the field taken.
  package mutating func number(after prefix: StaticString) -> Int64? {
    let start = position
    let length = prefix.utf8CodeUnitCount
    if let range = field(), range.count > length, matches(prefix, at: range.lowerBound),
      let value = number(range.lowerBound + length..<range.upperBound)
    {
      return value
    }
    position = start
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }

  private mutating func skipBlanks() {
    while position < end, isBlank(bytes[position]) { position += 1 }
  }

  private mutating func field() -> Range<Int>? {
    skipBlanks()
    guard position < end else { return nil }
    let start = position
    while position < end, !isBlank(bytes[position]) { position += 1 }
    return start..<position
  }

  private func number(_ range: Range<Int>) -> Int64? {
    guard !range.isEmpty, range.count <= 15 else { return nil }
    var value: Int64 = 0
    for place in range {
      let digit = bytes[place] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int64(digit)
    }
    return value
  }

  private func matches(_ word: StaticString, at start: Int) -> Bool {
    word.withUTF8Buffer { letters in
      for offset in letters.indices where unsafe letters[offset] != bytes[start + offset] { return false }
      return true
    }
  }

  /// A name of the kernel or of a user, at most 512 bytes of it.
  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].prefix(512), as: UTF8.self)
  }
}
