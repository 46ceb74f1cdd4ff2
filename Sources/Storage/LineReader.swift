import Glibc

/// The lines of an input, one at a time, in constant memory.
package struct LineReader: ~Copyable {
  /// A line in the reader's buffer, valid until the next one is asked for.
  package struct Line {
    /// The line's bytes in the buffer, without the line feed (and without a carriage return before it).
    package var range: Range<Int>
    /// From 1.
    package var number: Int
    /// Whether a line feed followed; false for a last line that may be torn.
    package var isTerminated: Bool
    /// Whether the line is longer than the limit; then `range` is its beginning only.
    package var isTooLong: Bool
  }

  /// The longest line that is read, 1 MiB.
  package static let limit = 1 << 20

  private static let chunk = 1 << 18

  /// Where the bytes come from.
  package private(set) var source: ByteSource
  /// What was read; a line is a range of it.
  package private(set) var buffer = [UInt8](repeating: 0, count: LineReader.chunk)
  /// The bytes of the buffer that no line has been made of.
  package private(set) var unread = 0..<0
  /// The number of the last line, from 1; 0 before the first.
  package private(set) var number = 0
  /// How many bytes came from the source; the last of them is the last unread one.
  private var taken = 0
  private var isEnd = false

  /// Opens an input; of a page the session inside is read, unless it is to be text like any other.
  package init(_ input: SessionInput, takesPages: Bool = true) throws(SessionError) {
    source = try ByteSource(input, takesPages: takesPages)
  }

  /// The next line; nil at the end.
  package mutating func next() throws(SessionError) -> Line? {
    var scanned = unread.lowerBound
    while true {
      if let feed = position(of: UInt8(ascii: "\n"), in: scanned..<unread.upperBound) {
        let start = unread.lowerBound
        unread = (feed + 1)..<unread.upperBound
        return line(start..<feed, isTerminated: true)
      }
      scanned = unread.upperBound
      if isEnd {
        guard !unread.isEmpty else { return nil }
        let rest = unread
        unread = rest.upperBound..<rest.upperBound
        return line(rest, isTerminated: false)
      }
      if unread.count > LineReader.limit { return try overlong() }
      let moved = unread.lowerBound
      try fill()
      scanned -= moved - unread.lowerBound
    }
  }

  /// Steps over whole lines of the buffer that were read in place.
  ///
  /// - Parameters:
  ///   - end: Where the next unread byte is.
  ///   - count: How many lines lie before it.
  package mutating func skip(to end: Int, lines count: Int) {
    unread = end..<unread.upperBound
    number += count
  }

  /// Where a byte of the buffer stands in the input.
  package func offset(of position: Int) -> Int { taken - unread.upperBound + position }

  private mutating func line(_ range: Range<Int>, isTerminated: Bool) -> Line {
    number += 1
    var end = range.upperBound
    if isTerminated, end > range.lowerBound, buffer[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let isTooLong = end - range.lowerBound > LineReader.limit
    return Line(range: range.lowerBound..<end, number: number, isTerminated: isTerminated, isTooLong: isTooLong)
  }

  /// Skips to the line feed of a line that does not fit; its first bytes are kept at the buffer's start.
  ///
  /// A first line is not skipped: no format begins so, and a device such as /dev/zero has no end.
  private mutating func overlong() throws(SessionError) -> Line {
    let keep = 1 << 10
    buffer.replaceSubrange(0..<keep, with: Array(buffer[unread.lowerBound..<(unread.lowerBound + keep)]))
    if number == 0 {
      isEnd = true
      unread = keep..<keep
      number += 1
      return Line(range: 0..<keep, number: number, isTerminated: false, isTooLong: true)
    }
    while true {
      if let feed = position(of: UInt8(ascii: "\n"), in: unread) {
        unread = (feed + 1)..<unread.upperBound
        number += 1
        return Line(range: 0..<keep, number: number, isTerminated: true, isTooLong: true)
      }
      let count = try source.read(into: &buffer, at: keep)
      unread = keep..<(keep + count)
      taken += count
      if count == 0 {
        isEnd = true
        number += 1
        return Line(range: 0..<keep, number: number, isTerminated: false, isTooLong: true)
      }
    }
  }

  /// Moves what is unread to the buffer's start and reads behind it.
  private mutating func fill() throws(SessionError) {
    if unread.lowerBound > 0 {
      let count = unread.count
      let from = unread.lowerBound
      unsafe buffer.withUnsafeMutableBytes { bytes in
        if count > 0, let base = bytes.baseAddress { unsafe memmove(base, base + from, count) }
      }
      unread = 0..<count
    }
    if buffer.count - unread.count < LineReader.chunk / 2 {
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
    let count = try source.read(into: &buffer, at: unread.upperBound)
    unread = unread.lowerBound..<(unread.upperBound + count)
    taken += count
    isEnd = count == 0
  }

  /// The first position of a byte; nil where there is none.
  package func position(of byte: UInt8, in range: Range<Int>) -> Int? { buffer.position(of: byte, in: range) }
}
