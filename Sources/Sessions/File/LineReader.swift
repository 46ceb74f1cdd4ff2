import Glibc

/// The lines of an input, one at a time, in constant memory.
struct LineReader: ~Copyable {
  /// A line in the reader's buffer, valid until the next one is asked for.
  struct Line {
    /// The line's bytes in the buffer, without the line feed (and without a carriage return before it).
    var range: Range<Int>
    /// From 1.
    var number: Int
    /// Whether a line feed followed; false for a last line that may be torn.
    var isTerminated: Bool
    /// Whether the line is longer than the limit; then `range` is its beginning only.
    var isTooLong: Bool
  }

  /// The longest line that is read, 1 MiB.
  static let limit = 1 << 20

  private static let chunk = 1 << 18

  private(set) var source: ByteSource
  private(set) var buffer = [UInt8](repeating: 0, count: LineReader.chunk)
  private var unread = 0..<0
  private var number = 0
  /// How many bytes came from the source; the last of them is the last unread one.
  private var taken = 0
  private var isEnd = false

  init(_ input: SessionInput) throws(SessionError) {
    source = try ByteSource(input)
  }

  /// The next line; nil at the end.
  mutating func next() throws(SessionError) -> Line? {
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

  /// Reads lines into a batch while it has room and they are samples; others, and those at the buffer's end, are left to ``next()``.
  mutating func read(_ sample: SampleLine, into batch: inout SampleBatch) {
    let (start, lines) = samples(sample, into: &batch)
    unread = start..<unread.upperBound
    number += lines
  }

  /// Reads such lines, and says where the next one begins and how many they were.
  private func samples(_ sample: SampleLine, into batch: inout SampleBatch) -> (start: Int, lines: Int) {
    let bytes = buffer.span
    let last = min(unread.upperBound, buffer.count - SampleLine.margin)
    let begin = offset(of: 0)
    let before = batch.count
    var start = unread.lowerBound
    var lines = 0
    batch.fill(line: number + 1) { values, row in
      guard start < last, let feed = position(of: UInt8(ascii: "\n"), in: start..<last) else { return .none }
      var end = feed
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      guard end - start <= LineReader.limit else { return .none }
      let reading = sample.parse(bytes, start..<end, offset: begin + start, &values, row, isWhole: false)
      guard reading != .none else { return .none }
      start = feed + 1
      lines += 1
      return reading
    }
    batch.complete(before..<batch.count) { values, row, place in
      let start = place - begin
      guard let end = position(of: UInt8(ascii: "\n"), in: start..<last) else { return .none }
      let range = start..<(bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)
      return sample.parse(bytes, range, offset: place, &values, row, isWhole: true)
    }
    return (start, lines)
  }

  /// Reads the current line into a batch, which has room; false where it is no sample.
  func read(_ line: Line, _ sample: SampleLine, into batch: inout SampleBatch) -> Bool {
    let text = buffer[line.range]
    let blanks = text.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    let copy = Array(text.dropLast(blanks)) + [UInt8](repeating: 0, count: SampleLine.margin)
    let bytes = copy.span
    let range = 0..<(copy.count - SampleLine.margin)
    let place = offset(of: line.range.lowerBound)
    let before = batch.count
    batch.fill(line: line.number) { values, row in
      guard row == before else { return .none }
      return sample.parse(bytes, range, offset: place, &values, row, isWhole: false)
    }
    batch.complete(before..<batch.count) { values, row, place in
      sample.parse(bytes, range, offset: place, &values, row, isWhole: true)
    }
    return batch.count > before
  }

  /// Where a byte of the buffer stands in the input.
  private func offset(of position: Int) -> Int { taken - unread.upperBound + position }

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
  func position(of byte: UInt8, in range: Range<Int>) -> Int? { buffer.position(of: byte, in: range) }
}
