/// A walk over the lines of a text, without their ends (LF or CRLF) the blanks around them and NUL bytes before them.
struct MeminfoLines {
  private var cursor = 0
  private var number = 0

  /// The next line's bytes and its number from 1; nil after the last one.
  mutating func next(of bytes: Span<UInt8>) -> (range: Range<Int>, number: Int)? {
    guard cursor < bytes.count else { return nil }
    var start = cursor
    while cursor < bytes.count, bytes[cursor] != UInt8(ascii: "\n") { cursor += 1 }
    var end = cursor
    cursor += 1
    number += 1
    // Not NUL bytes at the end: they stand where a crash lost the rest of a number.
    while end > start, [0x20, 0x0d, 0x09].contains(bytes[end - 1]) { end -= 1 }
    while start < end, bytes[start] <= 0x20 { start += 1 }
    return (start..<end, number)
  }
}
