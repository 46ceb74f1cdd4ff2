import Glibc

/// A file that appears whole or not at all, or standard output.
///
/// Bytes go to a temporary file in the same folder, which ``finish()`` forces to the disk and renames. One that is not finished
/// leaves nothing behind.
public struct OutputFile: ByteSink, ~Copyable {
  /// The path; nil for standard output.
  public let path: String?

  private let temporary: String?
  private var descriptor: Int32
  private var pending: [UInt8] = []
  private let mayOverwrite: Bool

  private static let chunk = 1 << 16

  /// Opens a temporary file beside the path, or standard output where there is none.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be; nil or `-` for standard output.
  ///   - overwrite: Whether a file that is there may be replaced.
  /// - Throws: That the file is there, or why it cannot be made.
  public init(_ path: String?, overwrite: Bool) throws(SessionError) {
    let target = path == "-" ? nil : path
    let name = target.map { "\($0).\(getpid()).tmp" }
    var file = STDOUT_FILENO
    if let target, let name {
      if !overwrite, unsafe access(target, F_OK) == 0 { throw OutputFile.exists(target) }
      file = unsafe open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if file < 0 {
        let number = errno
        throw SessionError(cannot: "create", errno: number, file: target)
      }
    }
    self.path = target
    temporary = name
    descriptor = file
    mayOverwrite = overwrite
  }

  deinit {
    guard let temporary, descriptor >= 0 else { return }
    _ = close(descriptor)
    _ = unsafe unlink(temporary)
  }

  /// Takes bytes; they are written in large pieces.
  public mutating func write(_ bytes: [UInt8]) throws(SessionError) {
    pending += bytes
    if pending.count >= OutputFile.chunk { try flush() }
  }

  /// Writes what is left, and gives the file its name.
  ///
  /// - Throws: Why it could not be written, or that another file took the name meanwhile.
  public mutating func finish() throws(SessionError) {
    try flush()
    guard let path, let temporary else { return }
    guard fsync(descriptor) == 0 else { throw failure("write") }
    // link(2) never replaces a file, rename(2) always does.
    if mayOverwrite {
      guard unsafe rename(temporary, path) == 0 else { throw failure("rename") }
    } else {
      guard unsafe link(temporary, path) == 0 else {
        throw errno == EEXIST ? OutputFile.exists(path) : failure("create")
      }
      _ = unsafe unlink(temporary)
    }
    _ = close(descriptor)
    descriptor = -1
  }

  private mutating func flush() throws(SessionError) {
    var written = 0
    while written < pending.count {
      let start = written
      let descriptor = descriptor
      let count = unsafe pending.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if count >= 0 { written += count } else if errno != EINTR { throw failure("write") }
    }
    pending.removeAll(keepingCapacity: true)
  }

  private func failure(_ action: String) -> SessionError {
    let number = errno
    return SessionError(cannot: action, errno: number, file: path ?? "standard output")
  }

  private static func exists(_ path: String) -> SessionError {
    SessionError(cannot: "create", errno: EEXIST, file: path, mend: "take another name, or give --overwrite")
  }
}
