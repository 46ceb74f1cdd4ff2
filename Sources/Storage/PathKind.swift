import Glibc

/// What stands behind a path that is to be read.
package enum PathKind: Sendable {
  /// A plain file, which can be read again and again.
  case file
  /// A folder.
  case folder
  /// A pipe or a socket, which gives its bytes once.
  case pipe
  /// A device, or nothing.
  case other

  /// Looks at a path, behind symbolic links.
  package init(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      self = .other
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFIFO, S_IFSOCK: self = .pipe
    default: self = .other
    }
  }
}
