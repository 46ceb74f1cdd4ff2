import Glibc

/// A file that appears whole or not at all, or standard output.
///
/// Bytes go to a temporary file in the same folder, which ``finish()`` forces to the disk and renames. One that is not finished
/// leaves nothing behind.
package struct OutputFile: ByteSink, ~Copyable {
  /// The path; nil for standard output.
  package let path: String?

  /// Where the file goes, behind symbolic links; nil where bytes go to their place at once.
  private let final: String?
  private var descriptor: Int32
  private var pending: [UInt8] = []
  private let mayOverwrite: Bool
  /// The temporary file's path.
  private let temporary: String

  private static let chunk = 1 << 16

  /// Opens a temporary file beside the path, or standard output where there is none.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be; nil or `-` for standard output.
  ///   - overwrite: Whether a file that is there may be replaced.
  ///   - mode: Who may read and write a new file, before the process's umask.
  /// - Throws: That the file is there, or why it cannot be made.
  package init(_ path: String?, overwrite: Bool, mode: UInt32 = 0o666) throws(SessionError) {
    let target = path == "-" ? nil : path
    var temporary = ""
    var file = STDOUT_FILENO
    var final: String?
    if let target {
      // A device or a pipe is written to as it is: renaming would put a file in its place.
      let isPlain = OutputFile.isPlain(target)
      if isPlain == true, !overwrite { throw OutputFile.exists(target) }
      final = isPlain == false ? nil : OutputFile.resolved(target)
      if let final {
        // Not the process number: in containers that is always the same, and a killed process leaves its file.
        temporary = "\(final).\(UInt32.random(in: 0 ... .max)).tmp"
        file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        OutputFile.keepMode(of: final, for: file)
      } else {
        file = try OutputFile.openInPlace(target)
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
    self.temporary = temporary
  }

  deinit {
    guard path != nil, descriptor >= 0 else { return }
    _ = close(descriptor)
    if final != nil { _ = unsafe unlink(temporary) }
  }

  /// Takes bytes; they are written in large pieces.
  package mutating func write(_ bytes: [UInt8]) throws(SessionError) {
    pending += bytes
    if pending.count >= OutputFile.chunk { try flush() }
  }

  /// Writes what is left, and gives the file its name.
  ///
  /// - Throws: Why it could not be written, or that another file took the name meanwhile.
  package mutating func finish() throws(SessionError) {
    try flush()
    guard let path, let final else { return }
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
    OutputFile.storeName(final)
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

  /// Gives a new file the mode of the one that it will replace: what was private stays private.
  private static func keepMode(of path: String, for file: Int32) {
    var status = stat()
    if file >= 0, unsafe stat(path, &status) == 0 { _ = fchmod(file, status.st_mode & 0o777) }
  }

  /// Has the disk store the folder's entry; some file systems cannot, and the file itself is stored.
  package static func storeName(_ path: String) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }

  /// Opens a device or a pipe; waits five seconds at most for somebody who reads a FIFO.
  private static func openInPlace(_ path: String) throws(SessionError) -> Int32 {
    var file = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    for _ in 0..<250 where file < 0 && errno == ENXIO {
      usleep(20_000)
      file = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    }
    if file < 0, errno == ENXIO {
      throw SessionError(
        "nobody reads from it", cause: .inputOutput(errno: ENXIO), file: path, mend: "start the reader first")
    }
    if file >= 0 { _ = fcntl(file, F_SETFL, 0) }
    return file
  }

  private static func exists(_ path: String) -> SessionError {
    SessionError(cannot: "create", errno: EEXIST, file: path, mend: "take another name, or give --overwrite")
  }
}
