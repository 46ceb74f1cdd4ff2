package import Storage

/// Inputs of one kind that are read together: a week of one tool's files, the scrapes in a folder.
package struct InputGroup: Sendable {
  /// What they are.
  package var kind: InputKind

  /// The inputs, in the order in which they were given; those of a folder sorted by name.
  package var inputs: [SessionInput]

  /// The folder that they are from, where they are from one.
  package var folder: String?

  /// Whether they tell who owns memory and not how much there is.
  var isOfOwners: Bool { if case .format(let format) = kind { format is any OwnerFormat } else { false } }

  /// Whether they are another tool's record of how much memory there is.
  var isRecord: Bool { if case .format = kind { !isOfOwners } else { false } }

  /// Looks at what a command was given.
  ///
  /// - Parameter arguments: Files, folders, tar archives, `-` for standard input.
  /// - Returns: The groups, in the order of their first inputs.
  /// - Throws: Why one cannot be read, or that nothing in a folder or an archive is known.
  package static func groups(_ arguments: [String]) throws(SessionError) -> [InputGroup] {
    var groups: [InputGroup] = []
    for argument in arguments {
      if argument == "-" {
        let (bytes, input) = try StandardInput.peek(limit: ImportHead.limit)
        try add(input, ImportHead(.bytes(bytes, name: nil)), to: &groups)
        continue
      }
      switch PathKind(argument) {
      case .file: try add(.file(argument), ImportHead(.file(argument)), to: &groups)
      case .folder: try add(InputTree(folder: argument), to: &groups)
      case .pipe:
        // Its bytes come once, so that they are kept to be read twice.
        let input = SessionInput.bytes(try ByteSource.whole(.file(argument)), name: argument)
        try add(input, ImportHead(input), to: &groups)
      case .other: add(.file(argument), .session, to: &groups)
      }
    }
    return groups
  }

  private static func add(_ input: SessionInput, _ head: ImportHead, to groups: inout [InputGroup]) throws(SessionError)
  {
    guard TarReader.isArchive(head.bytes) else { return add(input, InputKind(head), to: &groups) }
    let tree = try InputTree(archive: input) { name, head in
      if SosFormat.wants(name) { return true }
      if case .unknown = InputKind(head) { return false }
      return true
    }
    try add(tree, to: &groups)
  }

  /// Adds the files of a folder or an archive, unless a format takes them as a whole.
  private static func add(_ tree: InputTree, to groups: inout [InputGroup]) throws(SessionError) {
    let path = tree.path ?? "-"
    if let format = ImportFormats.recognized(ImportHead(folder: path, entries: tree.files.map(\.name))) {
      groups.append(InputGroup(kind: .format(format), inputs: tree.files.map(\.input), folder: path))
      return
    }
    var isKnown = false
    var reports: [SessionInput] = []
    var refusal: SessionError?
    for (_, input) in tree.files {
      let head = try ImportHead(input)
      let kind = InputKind(head)
      if case .unknown = kind {
        if refusal == nil, KnownRefusal.first(head) != nil { refusal = InputKind.refusal(head) }
        continue
      }
      // A report beside what it was made from tells nothing more.
      if InputKind.isReport(head) {
        reports.append(input)
        continue
      }
      isKnown = true
      add(input, kind, folder: path, to: &groups)
    }
    if !isKnown {
      for report in reports { add(report, .session, folder: path, to: &groups) }
      isKnown = !reports.isEmpty
    }
    guard !isKnown else { return }
    if let refusal { throw refusal }
    throw SessionError(
      tree.count == 0 ? "there is no file in it" : "none of its \(tree.count) files is of a format that kmem reads",
      file: tree.path, mend: "give a folder of sessions, of dumps of /proc/meminfo, or of another tool's files")
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
