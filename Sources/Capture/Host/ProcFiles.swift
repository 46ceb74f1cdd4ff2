import Glibc
import KernelMemory
import Storage

/// Reads many small files of the kernel one after another through one buffer, and never one that could wait for something.
struct ProcFiles: ~Copyable {
  /// The folder that stands for `/`, with a slash at its end.
  let root: String

  private var buffer: [UInt8]

  init(root: String) {
    self.root = root.hasSuffix("/") ? root : root + "/"
    buffer = [UInt8](repeating: 0, count: 1 << 15)
  }

  /// Whether the tree is the running system itself.
  var isLive: Bool { root == "/" }

  /// What became of a read.
  enum Outcome {
    /// The file's bytes are at the buffer's begin.
    case read(Int)
    /// The errno of open(2) or read(2).
    case failed(Int32)
  }

  /// Reads a file into the buffer, at most `limit` bytes of it.
  mutating func read(_ path: String, limit: Int = 8 << 20) -> Outcome {
    // A pipe or a terminal in a copied tree must not hold the recorder up.
    let descriptor = unsafe open(root + path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return .failed(errno) }
    defer { close(descriptor) }
    guard let count = FileRead.all(descriptor, into: &buffer, limit: limit) else { return .failed(errno) }
    return .read(count)
  }

  /// The lines of a file with what is made of each; nil with errno where it cannot be read.
  mutating func lines(_ path: String, _ body: (inout FieldScanner) -> Void) -> Int32? {
    switch read(path) {
    case .failed(let number): return number
    case .read(let count):
      var begin = 0
      let text = buffer
      while begin < count {
        var end = begin
        while end < count, text[end] != 0x0a { end += 1 }
        var scanner = FieldScanner(text, begin..<end)
        body(&scanner)
        begin = end + 1
      }
      return nil
    }
  }

  /// The status of a process; nil where it is gone or hidden.
  mutating func processStatus(_ pid: Int32) -> ProcessStatus? {
    var status = ProcessStatus()
    let failure = lines("proc/\(pid)/status") { status.take(&$0, pid: pid) }
    return failure == nil && status.isRead ? status : nil
  }

  /// The numbers of a file of one line; empty where it cannot be read.
  mutating func numbers(_ path: String) -> [Int64] {
    var numbers: [Int64] = []
    _ = lines(path) { line in
      while let number = line.number() { numbers.append(number) }
    }
    return numbers
  }

  /// The names in a folder; nil where it cannot be opened.
  func names(_ path: String) -> [String]? {
    guard let folder = unsafe opendir(root + path) else { return nil }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// The links, the inode number, the size in bytes and the KiB in use of a file or folder; nil where it is not there.
  func status(_ path: String) -> (links: Int64, inode: UInt64, isFolder: Bool, size: Int64, kib: Int64)? {
    var status = stat()
    guard unsafe lstat(root + path, &status) == 0 else { return nil }
    // Blocks are of 512 bytes, whatever the file system.
    let kib = Int64(status.st_blocks) / 2
    return (
      Int64(status.st_nlink), UInt64(status.st_ino), status.st_mode & S_IFMT == S_IFDIR, Int64(status.st_size), kib
    )
  }

  /// What a symbolic link points to; nil where it is none.
  func link(_ path: String) -> String? {
    var target = [UInt8](repeating: 0, count: 256)
    let count = unsafe target.withUnsafeMutableBytes { bytes -> Int in
      guard let base = bytes.baseAddress else { return -1 }
      return unsafe readlink(root + path, base.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return count < 0 ? nil : String(decoding: target[..<count], as: UTF8.self)
  }
}
