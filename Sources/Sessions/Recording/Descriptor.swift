import Glibc

/// An open file descriptor with one owner, closed with it and not inherited by programs that are started.
struct Descriptor: ~Copyable, Sendable {
  /// The number that system calls take.
  let number: Int32

  /// Takes over an open descriptor.
  init(adopting number: Int32) { self.number = number }

  /// Opens a file.
  ///
  /// - Throws: The errno of open(2) as an error about the file `name`.
  init(
    opening path: String, _ flags: Int32, mode: mode_t = 0o666, name: String? = nil, mend: String? = nil
  ) throws(SessionError) {
    var number: Int32
    repeat { number = unsafe open(path, flags | O_CLOEXEC, mode) } while number < 0 && errno == EINTR
    guard number >= 0 else {
      throw SessionError(cannot: flags & O_CREAT == 0 ? "open" : "create", errno: errno, file: name ?? path, mend: mend)
    }
    self.number = number
  }

  deinit { close(number) }

  /// Reads the whole of a small file from its beginning into a buffer that grows as needed, in one call where it fits.
  ///
  /// - Returns: The number of bytes, or nil with `errno` where reading failed.
  func readWhole(into buffer: inout [UInt8]) -> Int? {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe pread(number, $0.baseAddress, $0.count, 0) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count < buffer.count { return count }
      // The text may have grown between two calls: it is read again, so that it is of one moment.
      buffer.append(contentsOf: repeatElement(0, count: max(4096, buffer.count)))
    }
  }

  /// Writes bytes with one write(2).
  ///
  /// - Returns: How many were taken, or nil with `errno`.
  func write(_ bytes: [UInt8], from start: Int = 0) -> Int? {
    while true {
      let count = unsafe bytes.withUnsafeBytes { buffer -> Int in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[start...])
        return unsafe Glibc.write(number, rest.baseAddress, rest.count)
      }
      if count >= 0 { return count }
      if errno != EINTR { return nil }
    }
  }
}
