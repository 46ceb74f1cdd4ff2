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

  /// The plain files that an argument of a command stands for: one, those of a folder, or that of standard input.
  package static func all(argument: String) -> [FileIdentity] {
    if argument == "-" { return [FileIdentity(descriptor: STDIN_FILENO)].compactMap(\.self) }
    if let file = FileIdentity(argument) { return [file] }
    guard let folder = try? Folder(argument) else { return [] }
    return folder.names.compactMap { FileIdentity(argument + "/" + $0) }
  }
}
