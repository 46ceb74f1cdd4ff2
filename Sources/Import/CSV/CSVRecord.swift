/// One record of a CSV file (RFC 4180) and where its fields are.
struct CSVRecord {
  /// A field without its quotes, and where it begins.
  struct Field {
    /// The text, blanks around it taken off.
    var text: String
    /// The line of the input, from 1.
    var line: Int
    /// The byte of the line, from 1.
    var column: Int
  }

  /// The fields.
  private(set) var fields: [Field] = []

  /// The record's first line, from 1.
  let line: Int

  /// Whether a quote was opened and not closed yet: the record goes on in the next line.
  private(set) var isOpen = false

  private var text: [UInt8] = []
  private var start = (line: 0, column: 0)
  private var wasQuoted = false
  private let separator: UInt8

  init(line: Int, separator: UInt8) {
    self.line = line
    self.separator = separator
    start = (line, 1)
  }

  /// Takes a line of the record; false where a closing quote is followed by something else than a separator.
  mutating func take(_ bytes: ArraySlice<UInt8>, line: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    var cursor = bytes.startIndex
    while cursor < bytes.endIndex {
      let byte = bytes[cursor]
      let next = cursor + 1
      if isOpen {
        if byte != quote {
          text.append(byte)
        } else if next < bytes.endIndex, bytes[next] == quote {
          text.append(quote)
          cursor = next
        } else {
          isOpen = false
        }
      } else if byte == separator {
        close()
        start = (line, next - bytes.startIndex + 1)
      } else if byte == quote, !wasQuoted, text.allSatisfy({ $0 == UInt8(ascii: " ") }) {
        text = []
        isOpen = true
        wasQuoted = true
      } else if wasQuoted, byte != UInt8(ascii: " ") {
        return false
      } else {
        text.append(byte)
      }
      cursor += 1
    }
    if isOpen { text.append(UInt8(ascii: "\n")) } else { close() }
    return true
  }

  private mutating func close() {
    let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    var slice = text[...]
    if !wasQuoted {
      slice = slice.drop { blanks.contains($0) }
      while let last = slice.last, blanks.contains(last) { slice.removeLast() }
    }
    fields.append(Field(text: String(decoding: slice, as: UTF8.self), line: start.line, column: start.column))
    text.removeAll(keepingCapacity: true)
    wasQuoted = false
  }
}
