import Glibc

/// A folder whose small files are read whole.
package struct Folder: Sendable {
  /// The path, as the user named it.
  package let path: String

  /// The names of the entries, sorted; without `.` and `..`.
  package let names: [String]

  /// Lists a folder.
  package init(_ path: String) throws(SessionError) {
    guard let stream = unsafe opendir(path) else { throw SessionError(cannot: "open", errno: errno, file: path) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    self.path = path
    self.names = names.sorted()
  }

  /// The bytes of a file in the folder, which may not be longer than the limit.
  package func bytes(_ name: String, limit: Int) throws(SessionError) -> [UInt8] {
    try Folder.bytes(path + "/" + name, limit: limit)
  }

  /// The bytes of any file, which may not be longer than the limit; a FIFO's writer is waited for, but not for ever.
  package static func bytes(_ file: String, limit: Int) throws(SessionError) -> [UInt8] {
    var stream = try DescriptorStream(opening: file)
    var (bytes, isEnd) = try stream.head()
    while !isEnd, bytes.count <= limit {
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: 1 << 16))
      let count = try stream.read(into: &bytes, at: start)
      bytes.removeLast(bytes.count - start - count)
      isEnd = count == 0
    }
    guard bytes.count <= limit else {
      throw SessionError("it is larger than \(limit) bytes", file: file, mend: "this cannot be what is wanted here")
    }
    return bytes
  }

  /// The first bytes of a plain file or device, at most so many; those that a pipe holds stay in it.
  package static func head(_ file: String, limit: Int) throws(SessionError) -> [UInt8] {
    let descriptor = try Descriptor(opening: file, O_RDONLY | O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: limit)
    var count = 0
    while count < limit {
      let start = count
      let more = unsafe bytes.withUnsafeMutableBytes { bytes in
        unsafe pread(descriptor.number, bytes.baseAddress?.advanced(by: start), bytes.count - start, off_t(start))
      }
      if more < 0, errno == EINTR { continue }
      guard more >= 0 else { throw SessionError(cannot: "read", errno: errno, file: file) }
      if more == 0 { break }
      count += more
    }
    return Array(bytes[..<count])
  }
}

extension Folder {
  /// The files in a folder and in the folders below it, as paths from it, sorted; at most so many, and eight folders deep.
  ///
  /// Symbolic links to folders are not followed, so that the walk ends.
  package static func tree(_ path: String, limit: Int) throws(SessionError) -> [String] {
    var found: [String] = []
    try walk(path, prefix: "", depth: 8, limit, &found)
    return found.sorted()
  }

  private static func walk(
    _ path: String, prefix: String, depth: Int, _ limit: Int, _ found: inout [String]
  ) throws(SessionError) {
    for name in try Folder(path).names {
      guard found.count < limit else { return }
      var status = stat()
      guard unsafe lstat(path + "/" + name, &status) == 0 else { continue }
      if status.st_mode & S_IFMT != S_IFDIR {
        found.append(prefix + name)
      } else if depth > 0 {
        try walk(path + "/" + name, prefix: prefix + name + "/", depth: depth - 1, limit, &found)
      }
    }
  }
}
