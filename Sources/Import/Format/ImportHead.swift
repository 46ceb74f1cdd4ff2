package import Storage

/// How an input begins, decompressed: what formats are told by.
package struct ImportHead: Sendable {
  /// The first bytes, at most ``limit``.
  package let bytes: [UInt8]

  /// Whether the input ends with them.
  package let isWhole: Bool

  /// Whether the input is compressed.
  package let isCompressed: Bool

  /// The input's name, or the folder's.
  package let path: String?

  /// The names in a folder, sorted, with those of its folders below; empty for a file.
  package let entries: [String]

  /// The first lines that are not blank, without blanks at their ends; bytes that are no UTF-8 are replaced.
  let lines: [String]

  /// Bytes that are looked at.
  package static let limit = 1 << 16

  /// Looks at an input; no more than its beginning is read, and what comes through a pipe is lost.
  ///
  /// - Throws: Why it cannot be read.
  package init(_ input: SessionInput) throws(SessionError) {
    var source = try ByteSource(input, takesPages: false)
    var bytes = [UInt8](repeating: 0, count: ImportHead.limit)
    var count = 0
    var isWhole = false
    while count < bytes.count, !isWhole {
      let more = try source.read(into: &bytes, at: count)
      isWhole = more == 0
      count += more
    }
    self.init(Array(bytes[..<count]), isWhole: isWhole, isCompressed: source.isCompressed, path: input.name)
  }

  /// Looks at an input that must be read whole afterwards: what comes through a pipe is kept.
  ///
  /// - Returns: The head, and the input to read from now on.
  /// - Throws: Why it cannot be read.
  package static func peek(_ input: SessionInput) throws(SessionError) -> (ImportHead, SessionInput) {
    switch input {
    case .standardInput:
      let (bytes, rest) = try StandardInput.peek(limit: limit)
      return (try ImportHead(.bytes(bytes, name: nil)), rest)
    case .restOfStandardInput(let bytes): return (try ImportHead(.bytes(bytes, name: nil)), input)
    case .file(let path) where PathKind(path) == .pipe:
      let whole = SessionInput.bytes(try ByteSource.whole(input), name: path)
      return (try ImportHead(whole), whole)
    case .file, .bytes: return (try ImportHead(input), input)
    }
  }

  /// Makes the head of a folder.
  package init(folder path: String, entries: [String]) {
    bytes = []
    isWhole = true
    isCompressed = false
    self.path = path
    self.entries = entries
    lines = []
  }

  init(_ bytes: [UInt8], isWhole: Bool, isCompressed: Bool = false, path: String? = nil) {
    self.bytes = bytes
    self.isWhole = isWhole
    self.isCompressed = isCompressed
    self.path = path
    entries = []
    let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes[3...] : bytes[...]
    lines = text.contains(0) ? [] : ImportHead.lines(text, isWhole: isWhole)
  }

  private static func lines(_ bytes: ArraySlice<UInt8>, isWhole: Bool) -> [String] {
    var found: [String] = []
    var all = bytes.split(separator: UInt8(ascii: "\n"))
    if !isWhole, all.count > 1 { all.removeLast() }
    for line in all where found.count < 400 {
      var line = line
      while let last = line.last, last <= 0x20 { line.removeLast() }
      if line.contains(where: { $0 > 0x20 }) { found.append(String(decoding: line, as: UTF8.self)) }
    }
    return found
  }

  /// Whether the text begins so, blanks and a byte-order mark apart.
  func begins(with text: String) -> Bool { lines.first?.drop { $0 == " " || $0 == "\t" }.hasPrefix(text) ?? false }

  /// Whether the bytes hold a text.
  func contains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return true }
    var start = bytes.startIndex
    while let place = bytes[start...].firstIndex(of: first) {
      if bytes[place...].starts(with: wanted) { return true }
      start = place + 1
    }
    return false
  }
}
