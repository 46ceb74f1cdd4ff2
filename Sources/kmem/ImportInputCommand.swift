import ArgumentParser
import Import
import SessionFile
import Storage

/// `kmem import INPUT`: a session of what another tool recorded, in whatever format.
struct ImportInputCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auto", abstract: "Tells the format by the content; the word may be left out.",
    discussion: """
      INPUT is what another tool recorded, plain or gzip: several files are read together where they are of one host. What
      they are is told by their content, never by their names; a doubt is settled by --format.
      """)

  @Argument(help: "Files, folders, or - for standard input.", completion: .file())
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
        return try output.write(format, inputs.map(SessionInput.init(argument:)), options)
      }
      let (format, inputs) = try recognized()
      try output.write(format, inputs, options)
    }
  }

  /// The one format of all inputs.
  private func recognized() throws(SessionError) -> (any ImportFormat, [SessionInput]) {
    let groups = try InputGroup.groups(inputs)
    for group in groups {
      switch group.kind {
      case .unknown(let head): throw InputKind.refusal(head)
      case .session where groups.count > 1 || PathKind(inputs[0]) != .other:
        throw SessionError(
          "it is a session already", file: group.inputs.first?.name, line: 1, column: 1, mend: "use it as it is")
      case .session, .format: continue
      }
    }
    guard let first = groups.first else { throw SessionError("there is nothing to read", file: nil) }
    guard case .format(let format) = first.kind else { return (MeminfoFormat(), first.inputs) }
    guard groups.count == 1 else {
      let kinds = groups.compactMap { if case .format(let format) = $0.kind { format.what } else { nil } }
      throw SessionError(
        "these are of several formats: " + kinds.joined(separator: ", "), file: groups[1].inputs.first?.name,
        mend: "import them one by one, and give the sessions to kmem report together")
    }
    return (format, first.inputs)
  }
}
