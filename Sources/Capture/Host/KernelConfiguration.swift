import Storage

/// The running kernel's configuration, from the first place that has it.
struct KernelConfiguration: Sendable {
  /// The text, a `CONFIG_NAME=value` a line; a quarter of a megabyte, and so not taken apart.
  private let text: [UInt8]
  /// The file that it comes from.
  let source: String

  /// Looks for it: in the kernel itself, then where distributions put it for this release; nil where it is nowhere.
  init?(_ files: HostFiles, release: String?) {
    if let text = files.bytes("proc/config.gz").flatMap(KernelConfiguration.unpacked),
      KernelConfiguration.isConfiguration(text)
    {
      (self.text, source) = (text, "/proc/config.gz")
      return
    }
    guard let release, !release.contains("/") else { return nil }
    for path in ["boot/config-\(release)", "lib/modules/\(release)/config", "usr/lib/modules/\(release)/config"] {
      if let text = files.bytes(path), KernelConfiguration.isConfiguration(text) {
        (self.text, source) = (text, "/" + path)
        return
      }
    }
    return nil
  }

  /// The value of an option without `CONFIG_`; nil where it is not set, or where this architecture does not have it.
  subscript(name: String) -> String? {
    guard let start = KernelConfiguration.line(Array("CONFIG_\(name)=".utf8), in: text) else { return nil }
    return String(decoding: text[start...].prefix { $0 != 0x0a }, as: UTF8.self)
  }

  /// Whether a text sets any option.
  private static func isConfiguration(_ text: [UInt8]) -> Bool {
    line(Array("CONFIG_".utf8), in: text).map { text[$0...].prefix { $0 != 0x0a }.contains(UInt8(ascii: "=")) } ?? false
  }

  /// Where the rest of the first line begins that begins with these bytes.
  private static func line(_ prefix: [UInt8], in text: [UInt8]) -> Int? {
    var start = 0
    while start + prefix.count <= text.count {
      if text[start..<start + prefix.count].elementsEqual(prefix) { return start + prefix.count }
      while start < text.count, text[start] != 0x0a { start += 1 }
      start += 1
    }
    return nil
  }

  /// The bytes inside a gzip file of at most 4 MiB; nil where it is damaged.
  static func unpacked(_ packed: [UInt8]) -> [UInt8]? {
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    guard var source = try? ByteSource(.bytes(packed, name: nil)), source.isCompressed else { return nil }
    while let count = try? source.read(into: &chunk, at: 0) {
      guard count > 0 else { return source.remark == nil ? text : nil }
      text.append(contentsOf: chunk[..<count])
      if text.count > 4 << 20 { return nil }
    }
    return nil
  }
}
