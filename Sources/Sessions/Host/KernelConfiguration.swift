/// The running kernel's configuration, from the first place that has it.
struct KernelConfiguration: Sendable {
  /// The text, a `CONFIG_NAME=value` a line.
  let text: String
  /// The file that it comes from.
  let source: String

  /// Looks for it: in the kernel itself, then where distributions put it for this release; nil where it is nowhere.
  init?(_ files: HostFiles, release: String?) {
    if let packed = files.bytes("proc/config.gz"), let text = KernelConfiguration.unpacked(packed),
      KernelConfiguration.isConfiguration(text)
    {
      (self.text, source) = (text, "/proc/config.gz")
      return
    }
    guard let release, !release.contains("/") else { return nil }
    for path in ["boot/config-\(release)", "lib/modules/\(release)/config", "usr/lib/modules/\(release)/config"] {
      if let text = files.text(path), KernelConfiguration.isConfiguration(text) {
        (self.text, source) = (text, "/" + path)
        return
      }
    }
    return nil
  }

  /// The value of an option without `CONFIG_`; nil where it is not set, or where this architecture does not have it.
  subscript(name: String) -> Substring? {
    let prefix = "CONFIG_\(name)="
    return text.split(separator: "\n").first { $0.hasPrefix(prefix) }?.dropFirst(prefix.count)
  }

  /// Whether a text sets any option.
  private static func isConfiguration(_ text: String) -> Bool {
    text.split(separator: "\n").contains { $0.hasPrefix("CONFIG_") && $0.contains("=") }
  }

  /// The text inside a gzip file of at most 4 MiB; nil where it is damaged.
  static func unpacked(_ packed: [UInt8]) -> String? {
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    guard var source = try? ByteSource(.bytes(packed, name: nil)), source.isCompressed else { return nil }
    while let count = try? source.read(into: &chunk, at: 0) {
      guard count > 0 else { return source.remark == nil ? String(decoding: text, as: UTF8.self) : nil }
      text.append(contentsOf: chunk[..<count])
      if text.count > 4 << 20 { return nil }
    }
    return nil
  }
}
