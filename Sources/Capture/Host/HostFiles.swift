import Glibc
import Storage

/// The kernel's files under one root folder: `/` on a live system, a small copied tree in tests.
struct HostFiles: Sendable {
  /// The folder that stands for `/`, with a slash at its end.
  let root: String

  init(root: String) {
    self.root = root.hasSuffix("/") ? root : root + "/"
  }

  /// Whether the tree is the running system itself, so that system calls may answer where no file does.
  var isLive: Bool { root == "/" }

  /// The bytes of a file, at most `limit` of them; nil where it cannot be opened or read.
  func bytes(_ path: String, limit: Int = 4 << 20) -> [UInt8]? {
    let descriptor = unsafe open(root + path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 12)
    return FileRead.all(descriptor, into: &bytes, limit: limit).map { Array(bytes[..<$0]) }
  }

  /// The text of a file, bytes that are not UTF-8 replaced.
  func text(_ path: String, limit: Int = 4 << 20) -> String? {
    bytes(path, limit: limit).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A file's text without the white space around it; nil where that leaves nothing.
  ///
  /// NUL bytes, which end the strings of a device tree, count as white space.
  func word(_ path: String) -> String? {
    guard let text = text(path, limit: 4096) else { return nil }
    let trimmed = text.trimmed
    return trimmed.isEmpty ? nil : trimmed
  }

  /// The names in a folder, sorted; empty where it cannot be opened.
  func names(_ path: String) -> [String] { (ProcFiles(root: root).names(path) ?? []).sorted() }

  /// Whether something is there, followed through symbolic links.
  func exists(_ path: String) -> Bool { unsafe access(root + path, F_OK) == 0 }

  /// What a symbolic link points to; nil where there is none.
  func link(_ path: String) -> String? {
    var target = [CChar](repeating: 0, count: 256)
    let count = unsafe target.withUnsafeMutableBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress else { return -1 }
      return unsafe readlink(root + path, base, buffer.count)
    }
    return count < 0 ? nil : String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The text's pieces between ASCII characters, none of them empty; many times faster than a split by `Character`.
  package func pieces(_ separator: Unicode.Scalar) -> [Substring] {
    self[...].utf8.split(separator: UInt8(ascii: separator)).map(Substring.init)
  }
}

extension StringProtocol {
  /// Whether a word is in the text, byte for byte.
  ///
  /// `contains` would bring in the machinery of regular expressions, whose pages a recorder does without.
  func mentions(_ word: String) -> Bool {
    let word = Array(word.utf8)
    let text = Array(utf8)
    return text.indices.contains { text[$0...].starts(with: word) }
  }

  /// The text without white space and NUL at both ends.
  var trimmed: String {
    func isBlank(_ character: Character) -> Bool { character.isWhitespace || character == "\0" }
    let head = drop(while: isBlank)
    guard let last = head.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(head[...last])
  }
}
