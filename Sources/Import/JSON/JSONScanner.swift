import Storage

/// Walks through JSON without making a tree of it, so that a long export costs little more than its bytes.
struct JSONScanner {
  /// What comes next.
  enum Kind {
    case object, array, string, number, other, end
  }

  /// Where the walk is.
  private(set) var place: Int

  private let bytes: [UInt8]
  private let file: String?

  /// Levels of arrays and objects that are stepped over.
  private static let depth = 512

  init(_ bytes: [UInt8], file: String?) {
    self.bytes = bytes
    self.file = file
    place = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  /// A byte of the text; 0 behind its end.
  func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  /// Goes back to where a value began.
  mutating func go(to place: Int) { self.place = place }

  /// Looks at the next value without taking it.
  mutating func peek() -> Kind {
    skipBlanks()
    guard place < bytes.count else { return .end }
    switch bytes[place] {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: return .other
    }
  }

  /// Goes through the members of an object; the body takes each value, and gives false where it did not.
  mutating func object(
    _ body: (inout JSONScanner, String) throws(SessionError) -> Bool
  ) throws(SessionError) {
    try open(UInt8(ascii: "{"))
    if take(UInt8(ascii: "}")) { return }
    repeat {
      let key = try string()
      guard take(UInt8(ascii: ":")) else { throw wrong("a colon is missing") }
      if try !body(&self, key) { try skip() }
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw wrong("the object is not closed") }
  }

  /// Goes through the elements of an array; the body takes each.
  mutating func array(_ body: (inout JSONScanner) throws(SessionError) -> Void) throws(SessionError) {
    try open(UInt8(ascii: "["))
    if take(UInt8(ascii: "]")) { return }
    repeat { try body(&self) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw wrong("the array is not closed") }
  }

  /// Takes a string.
  mutating func string() throws(SessionError) -> String {
    skipBlanks()
    let raw = try rawString()
    guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes[raw.indices], as: UTF8.self) }
    return JSONScanner.unescaped(raw)
  }

  /// Takes a number, or one in a string, or null, NaN and what else is no number, which is nil.
  mutating func number() throws(SessionError) -> Double? {
    skipBlanks()
    guard place < bytes.count else { throw wrong("it ends where a value should be") }
    if bytes[place] == UInt8(ascii: "\"") { return DecimalNumber.parse(try rawString()) }
    let start = place
    while place < bytes.count, JSONScanner.isWord(bytes[place]) { place += 1 }
    guard place > start else {
      try skip()
      return nil
    }
    return DecimalNumber.parse(bytes[start..<place])
  }

  /// Takes a scalar as text; arrays and objects are stepped over and give nil.
  mutating func text() throws(SessionError) -> String? {
    switch peek() {
    case .string: return try string()
    case .number, .other:
      let start = place
      while place < bytes.count, JSONScanner.isWord(bytes[place]) { place += 1 }
      guard place > start else { throw wrong("it is no JSON here") }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    case .object, .array, .end:
      try skip()
      return nil
    }
  }

  /// Steps over a value.
  mutating func skip() throws(SessionError) {
    var levels = 0
    repeat {
      skipBlanks()
      guard place < bytes.count else { throw wrong("it ends before it is closed") }
      switch bytes[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        levels += 1
        place += 1
        guard levels <= JSONScanner.depth else { throw wrong("it is nested deeper than \(JSONScanner.depth) levels") }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        levels -= 1
        place += 1
        guard levels >= 0 else { throw wrong("a value is missing") }
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard levels > 0 else { throw wrong("a value is missing") }
        place += 1
      case UInt8(ascii: "\""): _ = try rawString()
      case let byte where JSONScanner.isWord(byte):
        while place < bytes.count, JSONScanner.isWord(bytes[place]) { place += 1 }
      default: throw wrong("it is no JSON here")
      }
    } while levels > 0
  }

  /// Why the walk cannot go on, with line and column.
  func wrong(_ what: String) -> SessionError {
    let before = bytes[..<min(place, bytes.count)]
    let line = before.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let isEnd = place >= bytes.count
    return SessionError(
      isEnd ? "the JSON ends too early, it is truncated: " + what : "the JSON is damaged: " + what, file: file,
      line: line, column: before.count - start + 1, mend: "export it again")
  }

  private mutating func open(_ byte: UInt8) throws(SessionError) {
    guard take(byte) else {
      throw wrong(byte == UInt8(ascii: "{") ? "an object should be here" : "an array should be here")
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
  }

  /// The bytes of a string between its quotes, escapes and all.
  private mutating func rawString() throws(SessionError) -> ArraySlice<UInt8> {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { throw wrong("a string should be here") }
    var end = place + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
    guard end < bytes.count else {
      place = bytes.count
      throw wrong("a string is not closed")
    }
    defer { place = end + 1 }
    return bytes[(place + 1)..<end]
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private static func unescaped(_ raw: ArraySlice<UInt8>) -> String {
    var text = ""
    var place = raw.startIndex
    var plain = place
    while place < raw.endIndex {
      guard raw[place] == UInt8(ascii: "\\"), place + 1 < raw.endIndex else {
        place += 1
        continue
      }
      text += String(decoding: raw[plain..<place], as: UTF8.self)
      place += 2
      switch raw[place - 1] {
      case UInt8(ascii: "n"): text += "\n"
      case UInt8(ascii: "t"): text += "\t"
      case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"): text += " "
      case UInt8(ascii: "u"):
        let digits = raw[place..<min(place + 4, raw.endIndex)]
        let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        text.unicodeScalars.append(code.flatMap(Unicode.Scalar.init) ?? "\u{fffd}")
        place += digits.count
      case let byte: text.unicodeScalars.append(Unicode.Scalar(byte))
      }
      plain = place
    }
    return text + String(decoding: raw[plain...], as: UTF8.self)
  }
}
