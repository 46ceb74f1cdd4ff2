import Storage

/// The files in a folder, or in a tar archive, by their paths from it.
struct InputTree: Sendable {
  /// The folder or the archive; nil for standard input.
  let path: String?

  /// The files, sorted: of a folder all that are not hidden, of an archive those that were kept.
  private(set) var files: [(name: String, input: SessionInput)] = []

  /// How many files there are, kept or not.
  private(set) var count = 0

  /// What was odd about the archive.
  private(set) var remark: String?

  /// Files that are looked at, in a folder and its folders.
  private static let limit = 20_000

  /// Bytes of an archive's files that are kept.
  private static let kept = 1 << 29

  /// Lists a folder.
  ///
  /// - Throws: Why it cannot be read.
  init(folder path: String) throws(SessionError) {
    self.path = path
    for name in try Folder.tree(path, limit: InputTree.limit) {
      count += 1
      guard !InputTree.isHidden(name), PathKind(path + "/" + name) == .file else { continue }
      files.append((name, .file(path + "/" + name)))
    }
  }

  /// Reads an archive once, and keeps the files that are wanted.
  ///
  /// - Parameters:
  ///   - input: The archive, plain or compressed.
  ///   - wants: Whether to keep a file, by its path and its beginning.
  /// - Throws: That it claims what no archive has, that more is wanted than is kept, or why it cannot be read.
  init(archive input: SessionInput, keeping wants: (String, ImportHead) -> Bool) throws(SessionError) {
    path = input.name
    var reader = try TarReader(input)
    var size = 0
    while let member = try reader.next() {
      let name = member.name.hasPrefix("./") ? String(member.name.dropFirst(2)) : member.name
      guard member.isFile, member.size > 0, !InputTree.isHidden(name) else { continue }
      count += 1
      var bytes = try reader.read(ImportHead.limit)
      let path = (input.name.map { $0 + "/" } ?? "") + name
      guard wants(name, try ImportHead(.bytes(bytes, name: path))) else { continue }
      size += member.size
      guard size <= InputTree.kept else {
        throw SessionError(
          "the files in the archive that kmem reads are larger than \(InputTree.kept >> 20) MiB", file: input.name,
          mend: "unpack it with tar -xf FILE, and give the folder")
      }
      bytes += try reader.read(member.size)
      files.append((name, .bytes(bytes, name: path)))
    }
    remark = reader.remark
    files.sort { $0.name < $1.name }
  }

  private static func isHidden(_ name: String) -> Bool { name.split(separator: "/").contains { $0.hasPrefix(".") } }
}
