import Glibc

/// An open file descriptor with one owner, closed with it and not inherited by programs that are started.
package struct Descriptor: ~Copyable, Sendable {
  /// The number that system calls take.
  package let number: Int32

  /// Whether it is a pipe or a socket, whose reader may be slow.
  private let isStream: Bool

  /// Whether it is a plain file that every write makes longer.
  private let appends: Bool

  /// Takes over an open descriptor.
  package init(adopting number: Int32) {
    self.number = number
    (isStream, appends) = Descriptor.kind(number)
  }

  /// Opens a file.
  ///
  /// - Throws: The errno of open(2) as an error about the file `name`.
  package init(
    opening path: String, _ flags: Int32, mode: UInt32 = 0o666, name: String? = nil, mend: String? = nil
  ) throws(SessionError) {
    var number: Int32
    repeat { number = unsafe open(path, flags | O_CLOEXEC, mode) } while number < 0 && errno == EINTR
    guard number >= 0 else {
      throw SessionError(cannot: flags & O_CREAT == 0 ? "open" : "create", errno: errno, file: name ?? path, mend: mend)
    }
    self.number = number
    (isStream, appends) = Descriptor.kind(number)
  }

  private static func kind(_ number: Int32) -> (isStream: Bool, appends: Bool) {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return (false, false) }
    switch status.st_mode & S_IFMT {
    case S_IFIFO, S_IFSOCK: return (true, false)
    case S_IFREG: return (false, fcntl(number, F_GETFL) & O_APPEND != 0)
    default: return (false, false)
    }
  }

  deinit { close(number) }

  /// The size of a plain file that is open for appending; nil where it is anything else.
  package var appendedSize: Int? {
    guard appends else { return nil }
    var status = stat()
    return unsafe fstat(number, &status) == 0 ? Int(exactly: status.st_size) : nil
  }

  /// Reads the whole of a small file from its beginning into a buffer that grows as needed, in one call where it fits.
  ///
  /// - Returns: The number of bytes, or nil with `errno` where reading failed.
  package func readWhole(into buffer: inout [UInt8]) -> Int? {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe pread(number, $0.baseAddress, $0.count, 0) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count < buffer.count { return count }
      // The text may have grown between two calls: it is read again, so that it is of one moment.
      buffer.append(contentsOf: repeatElement(0, count: max(4096, buffer.count)))
    }
  }

  /// Waits until the reader of a full pipe has read on, five seconds at most; false where it has not, or where there is none.
  package func waitForReader() -> Bool {
    guard isStream else { return false }
    var ready = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&ready, 1, 5000) > 0
  }

  /// Writes bytes with one write(2), which never waits for the reader of a pipe.
  ///
  /// - Returns: How many were taken, or nil with `errno`: `EAGAIN` where a pipe is full.
  package func write(_ bytes: [UInt8], from start: Int = 0) -> Int? {
    var count = bytes.count - start
    if isStream {
      var ready = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
      if unsafe poll(&ready, 1, 0) == 0 {
        errno = EAGAIN
        return nil
      }
      // A pipe that is ready has room for as much.
      count = min(count, Int(PIPE_BUF))
    }
    while true {
      let written = unsafe bytes.withUnsafeBytes { buffer -> Int in
        unsafe Glibc.write(number, buffer.baseAddress.map { unsafe $0 + start }, count)
      }
      if written >= 0 { return written }
      if errno != EINTR { return nil }
    }
  }
}
