import Storage

/// Copies lines out of an input, whose places are known.
struct LineCopier: ~Copyable {
  private let input: SessionInput
  private var source: ByteSource
  private var buffer: [UInt8]
  /// How many bytes of the buffer are read, and where the first of them stands in the input.
  private var count = 0
  private var begin = 0
  private var canSeek: Bool

  /// Opens an input.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - spacing: How far apart the lines are, more or less.
  /// - Throws: Why it cannot be opened.
  init(_ input: SessionInput, spacing: Int) throws(SessionError) {
    self.input = input
    source = try ByteSource(input)
    canSeek = source.seek(to: 0)
    // Between lines that are far apart nothing needs to be read.
    buffer = [UInt8](repeating: 0, count: canSeek && spacing > 1 << 13 ? 1 << 12 : 1 << 18)
  }

  /// Whether going to any place costs nothing.
  var isSeekable: Bool { canSeek }

  /// Appends the sample line at a place to a text, with a line feed; throws where there is none: the input is another by now.
  mutating func copy(_ offset: Int, to text: inout [UInt8]) throws(SessionError) {
    if offset < begin || offset > begin + count { try go(to: offset) }
    while true {
      let start = offset - begin
      let feed = start < count ? buffer.position(of: UInt8(ascii: "\n"), in: start..<count) : nil
      let isMore = feed == nil ? try readMore(from: offset) : false
      if isMore { continue }
      // The last line may lack its line feed.
      let line = buffer[min(max(0, offset - begin), count)..<(feed ?? count)]
      guard line.first == UInt8(ascii: "[") else {
        throw SessionError("it was changed while it was read", file: input.name, mend: "make the report again")
      }
      text += line
      text.append(UInt8(ascii: "\n"))
      return
    }
  }

  private mutating func go(to offset: Int) throws(SessionError) {
    if canSeek, source.seek(to: offset) {
      (begin, count) = (offset, 0)
    } else if offset < begin {
      source = try ByteSource(input)
      (begin, count) = (0, 0)
    }
  }

  /// Reads on, and lets go of what stands before a place; false at the end.
  private mutating func readMore(from offset: Int) throws(SessionError) -> Bool {
    let passed = min(max(0, offset - begin), count)
    count -= passed
    begin += passed
    guard count <= LineReader.limit else { return false }
    // What is left is part of a line.
    if passed > 0 { for position in 0..<count { buffer[position] = buffer[passed + position] } }
    if count > buffer.count / 2 { buffer += repeatElement(0, count: buffer.count) }
    let read = try source.read(into: &buffer, at: count)
    count += read
    return read > 0
  }
}
