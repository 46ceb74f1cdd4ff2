/// Bytes that are in memory already, and behind them the rest of a file, pipe or device, if there is any.
struct HeadedStream: ByteStream, ~Copyable {
  /// What is in memory, and what of it was not given yet.
  private let head: [UInt8]
  private var left: Range<Int>
  private var rest: DescriptorStream?
  private var isEnd: Bool

  /// An input in memory.
  init(_ bytes: [UInt8]) {
    head = bytes
    left = 0..<bytes.count
    rest = nil
    isEnd = true
  }

  /// An input of which the first bytes were read already.
  init(_ bytes: [UInt8], before rest: consuming DescriptorStream) {
    head = bytes
    left = 0..<bytes.count
    self.rest = consume rest
    isEnd = false
  }

  /// Reads the first bytes of an input, which say what it is.
  ///
  /// - Throws: Why it cannot be read.
  init(_ stream: consuming DescriptorStream) throws(SessionError) {
    var stream = stream
    let start = try stream.head()
    head = start.bytes
    left = 0..<start.bytes.count
    isEnd = start.isEnd
    rest = consume stream
  }

  /// The first bytes that are not given yet.
  var first: ArraySlice<UInt8> { head[left] }

  var fileSize: Int? {
    switch rest {
    case .some(let rest): rest.fileSize
    case .none: nil
    }
  }

  /// Goes to a place in the input; false where it can only be read through.
  mutating func seek(to offset: Int) -> Bool {
    guard rest != nil else {
      left = min(offset, head.count)..<head.count
      return true
    }
    guard rest?.seek(to: offset) == true else { return false }
    left = 0..<0
    isEnd = false
    return true
  }

  mutating func read(into buffer: inout [UInt8], at start: Int) throws(SessionError) -> Int {
    guard left.isEmpty else {
      let count = min(left.count, buffer.count - start)
      let end = left.lowerBound + count
      buffer.replaceSubrange(start..<(start + count), with: head[left.lowerBound..<end])
      left = end..<left.upperBound
      return count
    }
    return isEnd ? 0 : try rest?.read(into: &buffer, at: start) ?? 0
  }
}
