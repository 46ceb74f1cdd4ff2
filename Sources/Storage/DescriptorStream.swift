import Glibc

/// The bytes of an open file, pipe or device, as they are in it.
struct DescriptorStream: ByteStream, ~Copyable {
  private let descriptor: Int32
  private let isOwned: Bool
  /// The name for messages; nil for standard input.
  private let name: String?

  /// Opens a file, without waiting: a FIFO that nobody opens for writing would hold it up for ever.
  ///
  /// - Throws: Why it cannot be opened.
  init(opening path: String) throws(SessionError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    isOwned = true
    name = path
    if descriptor < 0 {
      let number = errno
      throw SessionError(cannot: "open", errno: number, file: path)
    }
  }

  /// Reads standard input, which stays open.
  init() {
    descriptor = STDIN_FILENO
    isOwned = false
    name = nil
  }

  deinit {
    if isOwned, descriptor >= 0 { _ = close(descriptor) }
  }

  var fileSize: Int? {
    guard isOwned else { return nil }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(exactly: status.st_size)
  }

  /// Goes to a place in a plain file; false where it can only be read through.
  mutating func seek(to offset: Int) -> Bool {
    fileSize != nil && lseek(descriptor, off_t(offset), SEEK_SET) == offset
  }

  mutating func read(into buffer: inout [UInt8], at start: Int) throws(SessionError) -> Int {
    guard let count = FileRead.once(descriptor, into: &buffer, at: start) else {
      throw SessionError(cannot: "read", errno: errno, file: name)
    }
    return count
  }

  /// The first bytes, at least two where there are as many; for a FIFO's writer it waits five seconds at most.
  ///
  /// - Throws: That nobody writes, or why the input cannot be read.
  mutating func head() throws(SessionError) -> (bytes: [UInt8], isEnd: Bool) {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var count = isOwned ? try awaitWriter(&bytes) : 0
    var isEnd = false
    while count < 2, !isEnd {
      let more = try read(into: &bytes, at: count)
      count += more
      isEnd = more == 0
    }
    bytes.removeLast(bytes.count - count)
    return (bytes, isEnd)
  }

  /// Waits for somebody who writes to a FIFO, and gives how many bytes it read in doing so.
  private func awaitWriter(_ buffer: inout [UInt8]) throws(SessionError) -> Int {
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
}
