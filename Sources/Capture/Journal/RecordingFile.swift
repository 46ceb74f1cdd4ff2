import Glibc
import KernelMemory
import Storage

/// Opens a session file for one recorder: made, locked, and fit to be appended to.
enum RecordingFile {
  /// Opens a file for a new recording.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is standard output.
  ///   - existing: What to do where it is there already; a file that is missing is always made.
  ///   - host: The node name, which the headers of a continued file must have too.
  /// - Returns: The file, locked, with whole lines.
  /// - Throws: Why it cannot be opened or locked, or must not be written to.
  static func open(
    _ path: String, existing: ExistingFile, host: String?
  ) throws(SessionError) -> Descriptor {
    if path == "-" {
      let number = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
      guard number >= 0 else { throw SessionError(cannot: "open", errno: errno, file: "standard output") }
      return Descriptor(adopting: number)
    }
    let exclusive = existing == .refuse ? O_EXCL : 0
    let file: Descriptor
    do {
      // Root's view of a host is for root, until root decides otherwise.
      file = try Descriptor(
        opening: path, O_RDWR | O_APPEND | O_CREAT | exclusive, mode: geteuid() == 0 ? 0o600 : 0o666)
    } catch  where error.cause == .inputOutput(errno: EEXIST) {
      if PathKind(path) == .folder { throw SessionError("is a folder", file: path, mend: "name a file in it with -o") }
      throw SessionError(
        "is there already", file: path, mend: "add --append or --overwrite, or choose another file with -o")
    }
    var status = stat()
    if unsafe fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFIFO {
      throw SessionError("is a FIFO", file: path, mend: "write to standard output: -o - >FIFO")
    }
    try lock(file, path)
    // What is stored in a new file is of no use while its name is not.
    if unsafe fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 {
      OutputFile.storeName(path)
    }
    switch existing {
    case .refuse: break
    case .overwrite: try empty(file, path)
    case .append: try proceed(file, path, host: host)
    }
    return file
  }

  /// Removes a file that was just made and holds nothing.
  static func remove(_ path: String) {
    if path != "-" { unsafe unlink(path) }
  }

  /// Whether a recorder holds the file's lock; nil where it cannot be opened.
  static func isRecording(_ path: String) -> Bool? {
    let number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard number >= 0 else { return nil }
    let file = Descriptor(adopting: number)
    return flock(file.number, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Locks the file for one recorder; the lock goes with the process, however that ends.
  private static func lock(_ file: borrowing Descriptor, _ path: String) throws(SessionError) {
    // `kmem mark` holds a shared lock for an instant when it looks for recorders.
    for attempt in 0..<5 {
      if attempt > 0 { usleep(20_000) }
      if flock(file.number, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw SessionError(
          cannot: "lock", errno: errno, file: path, mend: "choose a file on another file system with -o")
      }
    }
    throw SessionError("is being recorded already", file: path, mend: "choose another file with -o")
  }

  /// Devices and pipes cannot be emptied and need not be.
  private static func empty(_ file: borrowing Descriptor, _ path: String) throws(SessionError) {
    guard ftruncate(file.number, 0) != 0, errno != EINVAL else { return }
    throw SessionError(cannot: "empty", errno: errno, file: path)
  }

  /// Checks that the file is a session of this host, and closes a torn last line.
  private static func proceed(
    _ file: borrowing Descriptor, _ path: String, host: String?
  ) throws(SessionError) {
    let size = lseek(file.number, 0, SEEK_END)
    guard size > 0 else { return }
    let known = try SessionPlace(path).header.host.name
    guard known == nil || host == nil || known == host else {
      throw SessionError(
        "is a session of the host \(known ?? ""), and this host is \(host ?? "")", file: path,
        mend: "choose another file with -o")
    }
    if try isTorn(file, path, size: size), file.write([UInt8(ascii: "\n")]) != 1 {
      throw SessionError(cannot: "write", errno: errno, file: path)
    }
  }

  /// Whether the last byte is not a line feed, as after a kill in the middle of a write.
  static func isTorn(_ file: borrowing Descriptor, _ path: String, size: off_t) throws(SessionError) -> Bool {
    guard size > 0 else { return false }
    var last: UInt8 = 0
    guard unsafe pread(file.number, &last, 1, size - 1) == 1 else {
      throw SessionError(cannot: "read", errno: errno, file: path)
    }
    return last != UInt8(ascii: "\n")
  }
}
