import Storage

/// The records of a CSV file, one at a time: `,`, `;` or tab, LF or CRLF, comments behind `#`, a byte-order mark.
struct CSVReader: ~Copyable {
  private(set) var lines: LineReader
  private let name: String?
  private var separator: UInt8?
  private let dress: TableDress?
  private var isBelowHead = false

  /// Whether the last record's line had no line feed.
  private(set) var isTorn = false

  /// Begins to read; a table in some dress is read from its head on, without what is no row of it.
  init(_ input: SessionInput, dress: TableDress? = nil) throws(SessionError) {
    lines = try LineReader(input)
    self.dress = dress
    name = input.name
  }

  /// Whether numbers may have a comma for a point, as where `;` separates.
  var hasDecimalComma: Bool { dress?.hasDecimalComma ?? (separator == UInt8(ascii: ";")) }

  /// The next record; nil at the end.
  mutating func next() throws(SessionError) -> CSVRecord? {
    var record: CSVRecord?
    var size = 0
    while let line = try lines.next() {
      var bytes = lines.buffer[line.range]
      if line.number == 1, bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
      size += bytes.count
      if line.isTooLong || size > LineReader.limit {
        throw SessionError(
          "a record is longer than 1 MiB", file: name, line: record?.line ?? line.number, column: 1,
          mend: "close the quotes, and end every record with a line feed")
      }
      if bytes.contains(0) {
        throw SessionError(
          "it is binary and not CSV", file: name, line: line.number, column: 1, mend: "give a text file")
      }
      if let dress {
        let text = String(decoding: bytes, as: UTF8.self)
        if !isBelowHead, !dress.isHead(text) { continue }
        guard let plain = dress.plain(text), !isBelowHead || !dress.isHead(text) else { continue }
        isBelowHead = true
        bytes = plain[...]
        separator = UInt8(ascii: "\t")
      }
      if record == nil, bytes.allSatisfy({ $0 <= 0x20 }) || bytes.first == UInt8(ascii: "#") { continue }
      // Tables for Excel say so what separates.
      if line.number == 1, bytes.count == 5, bytes.starts(with: "sep=".utf8) {
        separator = bytes.last
        continue
      }
      let separator = separator ?? CSVReader.separator(of: bytes)
      self.separator = separator
      var current = record ?? CSVRecord(line: line.number, separator: separator)
      // Two owners would copy the whole text at every line of a quoted field.
      record = nil
      guard current.take(bytes, line: line.number) else {
        throw SessionError(
          "text follows a closing quote", file: name, line: line.number, column: 1,
          mend: "double the quotes inside a quoted field")
      }
      isTorn = !line.isTerminated
      if !current.isOpen { return current }
      record = current
    }
    guard let record else { return nil }
    throw SessionError(
      "a quote is not closed", file: name, line: record.line, column: 1, mend: "close it, or double it inside a field")
  }

  /// The separator that a header has most of.
  private static func separator(of header: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in header {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var best = candidates[0]
    for candidate in candidates where counts[candidate, default: 0] > counts[best, default: 0] { best = candidate }
    return best
  }
}
