import Glibc
import Storage

/// Which file a path led to when it was opened, so that a recorder sees that it was deleted, renamed or replaced.
struct FilePlace {
  /// What a look at the path finds.
  enum Look: Sendable, Hashable {
    /// The file.
    case same
    /// Nothing.
    case gone
    /// Another file.
    case taken
  }

  private let path: String
  private let device: dev_t
  private let number: ino_t

  /// Remembers an open file; nil where it is a pipe or a device, which have no place of their own.
  init?(_ path: String, _ file: borrowing Descriptor) {
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.path = path
    device = status.st_dev
    number = status.st_ino
  }

  /// Looks where the path leads now; a path that cannot be looked at is taken to be as it was.
  func look() -> Look {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return errno == ENOENT || errno == ENOTDIR ? .gone : .same }
    return status.st_dev == device && status.st_ino == number ? .same : .taken
  }
}
