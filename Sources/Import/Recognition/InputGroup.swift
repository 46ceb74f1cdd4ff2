package import Storage

/// Inputs of one kind that are read together: a week of one tool's files, the scrapes in a folder.
package struct InputGroup: Sendable {
  /// What they are.
  package var kind: InputKind

  /// The inputs, in the order in which they were given; those of a folder sorted by name.
  package var inputs: [SessionInput]

  /// The folder that they are from, where they are from one.
  package var folder: String?

  /// Files in a folder and its folders that are looked at.
  private static let limit = 20_000

  /// Looks at what a command was given.
  ///
  /// - Parameter arguments: Files, folders, `-` for standard input.
  /// - Returns: The groups, in the order of their first inputs.
  /// - Throws: Why one cannot be read, or that nothing in a folder is known.
  package static func groups(_ arguments: [String]) throws(SessionError) -> [InputGroup] {
    var groups: [InputGroup] = []
    for argument in arguments {
      if argument == "-" {
        let (bytes, input) = try StandardInput.peek(limit: ImportHead.limit)
        add(input, InputKind(try ImportHead(.bytes(bytes, name: nil))), to: &groups)
        continue
      }
      switch PathKind(argument) {
      case .file: try add(.file(argument), to: &groups)
      case .folder: try add(folder: argument, to: &groups)
      // Its bytes come once, so that they are kept to be read twice.
      case .pipe: try add(.bytes(try ByteSource.whole(.file(argument)), name: argument), to: &groups)
      case .other: add(.file(argument), .session, to: &groups)
      }
    }
    return groups
  }

  private static func add(_ input: SessionInput, to groups: inout [InputGroup]) throws(SessionError) {
    add(input, InputKind(try ImportHead(input)), to: &groups)
  }

  /// Adds the files of a folder, unless a format takes the folder as a whole.
  private static func add(folder path: String, to groups: inout [InputGroup]) throws(SessionError) {
    let entries = try Folder.tree(path, limit: limit)
    if let format = ImportFormats.recognized(ImportHead(folder: path, entries: entries)) {
      return add(.file(path), .format(format), to: &groups)
    }
    var isKnown = false
    var refusal: SessionError?
    for entry in entries where !entry.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      let file = path + "/" + entry
      guard PathKind(file) == .file else { continue }
      let kind = InputKind(try ImportHead(.file(file)))
      if case .unknown(let head) = kind {
        if refusal == nil, KnownRefusal.first(head) != nil { refusal = InputKind.refusal(head) }
        continue
      }
      isKnown = true
      add(.file(file), kind, folder: path, to: &groups)
    }
    guard !isKnown else { return }
    if let refusal { throw refusal }
    throw SessionError(
      entries.isEmpty ? "there is no file in it" : "none of its \(entries.count) files is of a format that kmem reads",
      file: path, mend: "give a folder of sessions, of dumps of /proc/meminfo, or of another tool's files")
  }

  private static func add(
    _ input: SessionInput, _ kind: InputKind, folder: String? = nil, to groups: inout [InputGroup]
  ) {
    if case .format(let format) = kind,
      let place = groups.firstIndex(where: { group in
        if case .format(let other) = group.kind { other.name == format.name && group.folder == folder } else { false }
      })
    {
      groups[place].inputs.append(input)
    } else {
      groups.append(InputGroup(kind: kind, inputs: [input], folder: folder))
    }
  }
}
