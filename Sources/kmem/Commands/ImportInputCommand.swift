import ArgumentParser
import Import
import SessionFile
import Storage

/// `kmem import INPUT`: a session of what another tool recorded, in whatever format.
struct ImportInputCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auto", abstract: "Tells the format by the content; the word may be left out.",
    discussion: """
      INPUT is what another tool recorded, plain, gzip or xz: several files are read together where they are of one host,
      those of a folder or a tar archive too. What they are is told by their content, never by their names; a doubt is settled by --format.
      """)

  @Argument(help: "Files, folders, tar archives, or - for standard input.", completion: .file())
  var inputs: [String]

  @Option(help: ArgumentHelp("The format: \(ImportInputCommand.names).", valueName: "name"))
  var format: String?

  @OptionGroup var columns: ColumnArguments

  @OptionGroup var times: TimeArguments

  @OptionGroup var output: ImportCommand.Output

  private static var names: String { ImportFormats.all.map(\.name).joined(separator: ", ") }

  func validate() throws {
    if let format, ImportFormats.named(format) == nil {
      throw ValidationError("--format: there is no “\(format)”; the formats are \(ImportInputCommand.names)")
    }
  }

  func run() throws {
    try Failure.report {
      var options = times.options
      columns.put(into: &options)
      if let format = format.flatMap(ImportFormats.named) {
        let inputs = inputs.map(SessionInput.init(argument:))
        return try output.write(inputs, options) { (options, file) throws(SessionError) in
          try Importer(format, options).convert(inputs, to: file)
        }
      }
      let groups = try recognized()
      try output.write(groups.flatMap(\.inputs), options) { (options, file) throws(SessionError) in
        try MergedImport(groups, options).convert(to: file)
      }
    }
  }

  /// What the inputs are, all of them known and none a session already.
  private func recognized() throws(SessionError) -> [InputGroup] {
    let groups = try InputGroup.groups(inputs)
    for group in groups {
      switch group.kind {
      case .unknown(let head): throw InputKind.refusal(head)
      case .session:
        // What cannot be opened says so itself.
        if let input = group.inputs.first { _ = try ImportHead.peek(input) }
        throw SessionError(
          "it is a session already", file: group.inputs.first?.name, line: 1, column: 1, mend: "use it as it is")
      case .format: continue
      }
    }
    return groups
  }
}
