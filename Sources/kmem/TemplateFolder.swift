import Storage

/// The files of a folder given with `--templates`.
enum TemplateFolder {
  /// The bytes by name; hidden files and notes (`.md`, `.txt`) are passed over.
  static func files(_ folder: String?) throws(SessionError) -> [String: [UInt8]] {
    guard let folder else { return [:] }
    var files: [String: [UInt8]] = [:]
    for name in try Folder(folder).names where !name.hasPrefix(".") && !name.hasSuffix(".md") && !name.hasSuffix(".txt")
    {
      files[name] = try Folder(folder).bytes(name, limit: 1 << 20)
    }
    return files
  }
}
