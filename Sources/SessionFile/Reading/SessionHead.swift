package import Storage

/// The beginning of a file, to tell a session from what may be replaced.
package enum SessionHead {
  /// The bytes that are looked at: a header with all its facts has some 2 KiB.
  private static let limit = 1 << 16

  /// Whether a file begins as a session does, plain or gzip; a session of another version is one too.
  ///
  /// - Throws: Why the file cannot be read, for then nobody knows what it is.
  package static func isSession(_ path: String) throws(SessionError) -> Bool {
    isSession(try Folder.head(path, limit: limit))
  }

  /// Whether bytes begin as a session does.
  package static func isSession(_ head: [UInt8]) -> Bool {
    // A report holds its session for reading, and is replaced by the next one.
    if EmbeddedData.isPage(head[...]) { return false }
    guard var lines = try? LineReader(.bytes(head, name: nil)) else { return false }
    while let line = try? lines.next() {
      var bytes = Array(lines.buffer[line.range])
      if line.number == 1, bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      if bytes.starts(with: HeaderLine.marker) { return true }
      do {
        if try HeaderLine.parse(bytes, file: nil, line: line.number) != nil { return true }
      } catch {
        return true
      }
      guard HeaderLine.mayPrecede(bytes) else { return false }
    }
    return false
  }
}
