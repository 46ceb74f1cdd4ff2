import Glibc

/// The bytes of an input, decompressed, in the pieces in which they come.
package struct ByteSource: ~Copyable {
  /// The name for messages; nil for standard input.
  package let name: String?

  /// What was wrong with the compressed data; what could be read of them was given.
  package private(set) var remark: String?

  /// Whether the input is gzip, or a report with gzip inside.
  package private(set) var isCompressed = false

  /// Takes the data out of a report; nil for other inputs.
  private var embedded: EmbeddedData?

  private let descriptor: Int32
  private let isOwned: Bool
  private var inflater: Inflater?
  /// Bytes as they are in the input, where they wait for the inflater or were given in memory.
  private var raw: [UInt8]
  private var rawRange: Range<Int>
  private var isRawEnd: Bool

  /// Opens an input.
  package init(_ input: SessionInput) throws(SessionError) {
    name = input.name
    raw = []
    rawRange = 0..<0
    isRawEnd = false
    switch input {
    case .file(let path):
      // Without waiting: a FIFO that nobody opens for writing would hold it up for ever.
      descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      isOwned = true
      if descriptor < 0 {
        let number = errno
        throw SessionError(cannot: "open", errno: number, file: path)
      }
    case .standardInput:
      descriptor = STDIN_FILENO
      isOwned = false
    case .bytes(let bytes, _):
      descriptor = -1
      isOwned = false
      raw = bytes
      rawRange = 0..<bytes.count
      isRawEnd = true
    }
    if !isRawEnd {
      raw = [UInt8](repeating: 0, count: 1 << 16)
      if isOwned { rawRange = 0..<(try ByteSource.awaitWriter(descriptor, name, &raw)) }
      while rawRange.count < 2, !isRawEnd {
        let count = try ByteSource.readRaw(descriptor, name, into: &raw, at: rawRange.upperBound)
        rawRange = 0..<(rawRange.upperBound + count)
        isRawEnd = count == 0
      }
    }
    if EmbeddedData.isPage(raw[rawRange]) {
      var data = EmbeddedData()
      try findData(&data)
      embedded = data
    } else if rawRange.count < 2 || raw[0] != 0x1f || raw[1] != 0x8b {
      return
    }
    isCompressed = true
    inflater = Inflater()
  }

  deinit {
    if isOwned, descriptor >= 0 { _ = close(descriptor) }
  }

  /// Whether the input is a report with gzip inside.
  package var isPage: Bool { embedded != nil }

  /// The input's size in bytes, where it is a plain file that is not compressed.
  package var plainSize: Int? { isCompressed ? nil : size }

  /// A file's own size in bytes, compressed or not.
  package var size: Int? {
    guard isOwned else { return nil }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(exactly: status.st_size)
  }

  /// Goes to a place in the input; false where it can only be read through.
  package mutating func seek(to offset: Int) -> Bool {
    guard inflater == nil else { return false }
    if descriptor < 0 {
      rawRange = min(offset, raw.count)..<raw.count
      return true
    }
    guard plainSize != nil, lseek(descriptor, off_t(offset), SEEK_SET) == offset else { return false }
    rawRange = 0..<0
    isRawEnd = false
    return true
  }

  /// Fills the buffer from a position to its end as far as one read goes; 0 at the end of the input.
  package mutating func read(into buffer: inout [UInt8], at start: Int) throws(SessionError) -> Int {
    guard inflater != nil else {
      guard rawRange.isEmpty else {
        let count = min(rawRange.count, buffer.count - start)
        let end = rawRange.lowerBound + count
        buffer.replaceSubrange(start..<(start + count), with: raw[rawRange.lowerBound..<end])
        rawRange = end..<rawRange.upperBound
        return count
      }
      return isRawEnd ? 0 : try ByteSource.readRaw(descriptor, name, into: &buffer, at: start)
    }
    while remark == nil {
      if rawRange.isEmpty, !isRawEnd { try refill() }
      let step = inflater?.step(raw, &rawRange, &buffer, start, isEnd: isRawEnd) ?? .end
      switch step {
      case .bytes(let count): return count
      case .more: continue
      case .end: return 0
      case .damaged(let what, let count):
        remark = what
        return count
      }
    }
    return 0
  }

  /// Reads the next piece of what the inflater wants.
  private mutating func refill() throws(SessionError) {
    if raw.count < 1 << 16 { raw = [UInt8](repeating: 0, count: 1 << 16) }
    let count = try ByteSource.readRaw(descriptor, name, into: &raw, at: 0)
    rawRange = 0..<count
    isRawEnd = count == 0
    guard var data = embedded else { return }
    take(&data)
    embedded = data
  }

  /// Replaces a piece of the page by the data that it holds.
  private mutating func take(_ data: inout EmbeddedData) {
    raw = data.take(raw[rawRange])
    rawRange = 0..<raw.count
    isRawEnd = isRawEnd || data.isDone
  }

  /// Reads a page up to its data.
  private mutating func findData(_ data: inout EmbeddedData) throws(SessionError) {
    let isReport = raw[rawRange].count > 0 && ByteSource.isReport(raw[rawRange])
    while true {
      take(&data)
      if data.isFound { return }
      guard !isRawEnd else {
        throw SessionError(
          isReport
            ? "it is a report without its session, as --no-data leaves it" : "not a session: it is an HTML page",
          file: name, line: isReport ? nil : 1, column: isReport ? nil : 1,
          mend: "give the session that the report was made from")
      }
      raw = [UInt8](repeating: 0, count: 1 << 16)
      let count = try ByteSource.readRaw(descriptor, name, into: &raw, at: 0)
      rawRange = 0..<count
      isRawEnd = count == 0
    }
  }

  /// Whether a page says of itself that kmem wrote it.
  private static func isReport(_ start: ArraySlice<UInt8>) -> Bool {
    String(decoding: start, as: UTF8.self).contains(#"name="generator" content="kmem""#)
  }

  /// Waits five seconds at most for somebody who writes to a FIFO; gives how many bytes it read in doing so.
  private static func awaitWriter(
    _ descriptor: Int32, _ name: String?, _ buffer: inout [UInt8]
  ) throws(SessionError) -> Int {
    var status = stat()
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var count = 0
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO, unsafe poll(&ready, 1, 5000) == 0 {
      // A writer that takes its time is told from none by this alone.
      count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 {
        throw SessionError(
          "nobody writes to it", cause: .inputOutput(errno: EPIPE), file: name, mend: "start the writer first")
      }
    }
    _ = fcntl(descriptor, F_SETFL, 0)
    return max(0, count)
  }

  private static func readRaw(
    _ descriptor: Int32, _ name: String?, into buffer: inout [UInt8], at start: Int
  ) throws(SessionError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if count >= 0 { return count }
      let number = errno
      if number != EINTR { throw SessionError(cannot: "read", errno: number, file: name) }
    }
  }
}
