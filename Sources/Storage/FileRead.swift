import Glibc

/// read(2) that goes on where a signal interrupted it.
package enum FileRead {
  /// Reads once into a buffer, from a position to its end.
  ///
  /// - Returns: How many bytes came, 0 at the end of the file; nil with `errno` where reading failed.
  package static func once(_ descriptor: Int32, into buffer: inout [UInt8], at start: Int) -> Int? {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { return nil }
    }
  }

  /// Reads to the end of the file into a buffer that grows as needed, or until there are so many bytes as are wanted.
  ///
  /// Files of /proc have no size, so that only the end tells how long they are.
  ///
  /// - Returns: How many bytes there are at the buffer's begin, at most `limit`; nil with `errno` where reading failed.
  package static func all(_ descriptor: Int32, into buffer: inout [UInt8], limit: Int) -> Int? {
    var filled = 0
    while filled < limit {
      if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: max(4096, buffer.count))) }
      guard let count = once(descriptor, into: &buffer, at: filled) else { return nil }
      if count == 0 { break }
      filled += count
    }
    return min(filled, limit)
  }
}
