import Glibc

/// A file that appears whole or not at all, or standard output.
///
/// Bytes go to a temporary file in the same folder, which ``finish()`` forces to the disk and renames. One that is not finished
/// leaves nothing behind.
public struct OutputFile: ByteSink, ~Copyable {
  /// The path; nil for standard output.
  public let path: String?

  /// Where the file goes, behind symbolic links; nil where bytes go to their place at once.
  private let final: String?
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
    var file = STDOUT_FILENO
    var final: String?
    if let target {
      // A device or a pipe is written to as it is: renaming would put a file in its place.
      let isPlain = OutputFile.isPlain(target)
      if isPlain == true, !overwrite { throw OutputFile.exists(target) }
      final = isPlain == false ? nil : OutputFile.resolved(target)
      if let final {
        file = unsafe open(OutputFile.temporary(final), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      } else {
        file = unsafe open(target, O_WRONLY | O_CLOEXEC)
      }
      if file < 0 {
        let number = errno
        throw SessionError(cannot: "create", errno: number, file: target)
      }
    }
    self.path = target
    self.final = final
    descriptor = file
    mayOverwrite = overwrite
  }

  deinit {
    guard path != nil, descriptor >= 0 else { return }
    _ = close(descriptor)
    if let final { _ = unsafe unlink(OutputFile.temporary(final)) }
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
    guard let path, let final else { return }
    let temporary = OutputFile.temporary(final)
    guard fsync(descriptor) == 0 else { throw failure("write") }
    // link(2) never replaces a file, rename(2) always does; some file systems have no links.
    if !mayOverwrite, unsafe link(temporary, final) == 0 {
      _ = unsafe unlink(temporary)
    } else {
      if !mayOverwrite, errno == EEXIST { throw OutputFile.exists(path) }
      guard unsafe rename(temporary, final) == 0 else { throw failure("rename") }
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

  /// Whether a plain file is there, or something else; nil where there is nothing.
  private static func isPlain(_ path: String) -> Bool? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFREG
  }

  /// The path behind symbolic links, so that a link stays one; the path itself where nothing is there.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  private static func temporary(_ path: String) -> String { "\(path).\(getpid()).tmp" }

  private static func exists(_ path: String) -> SessionError {
    SessionError(cannot: "create", errno: EEXIST, file: path, mend: "take another name, or give --overwrite")
  }
}
