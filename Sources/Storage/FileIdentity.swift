import Glibc

/// Which file it is, whatever it is called: equal through symbolic links, hard links and other spellings of a path.
package struct FileIdentity: Sendable, Hashable {
  private let device: dev_t
  private let number: ino_t

  /// The plain file that a path leads to; nil where nothing, a folder, a pipe or a device is there.
  package init?(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The plain file that is open; nil where it is something else, or is not open.
  package init?(descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = status.st_dev
    number = status.st_ino
  }

  /// When a plain file was last written to, in nanoseconds since 1970-01-01T00:00Z; nil where it is none.
  package static func modified(_ path: String) -> Int64? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }

  /// The plain files that an argument of a command stands for: one, those of a folder, or that of standard input.
  package static func all(argument: String) -> [FileIdentity] {
    statuses(argument: argument).compactMap { FileIdentity($0) }
  }

  /// Who may read and write all the plain files that the arguments stand for, of `rw-rw-rw-`.
  package static func permissions(arguments: [String]) -> UInt32 {
    arguments.flatMap(statuses).filter { $0.st_mode & S_IFMT == S_IFREG }.reduce(0o666) { $0 & $1.st_mode }
  }

  private static func statuses(argument: String) -> [stat] {
    var status = stat()
    if argument == "-" { return unsafe fstat(STDIN_FILENO, &status) == 0 ? [status] : [] }
    guard unsafe stat(argument, &status) == 0 else { return [] }
    guard status.st_mode & S_IFMT == S_IFDIR, let folder = try? Folder(argument) else { return [status] }
    return folder.names.compactMap { name in
      var status = stat()
      return unsafe stat(argument + "/" + name, &status) == 0 ? status : nil
    }
  }
}
