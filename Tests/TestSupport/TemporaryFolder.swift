import Glibc

/// A folder that goes with the value, for one test.
public struct TemporaryFolder: ~Copyable {
  /// Its path, without a slash at the end.
  public let path: String

  /// Makes an empty folder.
  ///
  /// - Throws: ``Failure`` where the system makes none.
  public init() throws {
    var template = Array("/tmp/kmem-test-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) } != nil
    }
    guard made else { throw Failure(errno: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What the system said.
  public struct Failure: Error {
    /// The number of the error.
    public let errno: Int32

    /// Makes one.
    public init(errno: Int32) { self.errno = errno }
  }

  deinit { TemporaryFolder.remove(path) }

  /// Writes a file; without truncating one that is there, so that a reader never sees it empty.
  public func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  /// Writes a file of bytes in the same way.
  public func write(_ bytes: [UInt8], to name: String) throws {
    for (index, character) in name.enumerated() where character == "/" {
      unsafe mkdir(path + "/" + name.prefix(index), 0o755)
    }
    let descriptor = unsafe open(path + "/" + name, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(errno: errno) }
    defer { close(descriptor) }
    let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count, ftruncate(descriptor, off_t(count)) == 0 else { throw Failure(errno: errno) }
  }

  /// A file's text; empty where there is none.
  public func read(_ name: String) -> String {
    let descriptor = unsafe open(path + "/" + name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }

  /// The names in a folder, sorted.
  public static func names(_ path: String) -> [String] {
    guard let directory = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a file, or a folder with what is in it; never what a symbolic link leads to, for that may be the machine's own.
  private static func remove(_ path: String) {
    // unlink(2) takes links and files, and fails for a folder.
    if unsafe unlink(path) == 0 { return }
    if let directory = unsafe opendir(path) {
      while let entry = unsafe readdir(directory) {
        let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { remove(path + "/" + name) }
      }
      unsafe closedir(directory)
      unsafe rmdir(path)
    }
  }
}
