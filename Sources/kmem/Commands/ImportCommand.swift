import ArgumentParser
import Import
import Storage

/// `kmem import`: makes session files of other tools' data.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Makes a session of what another tool recorded.",
    subcommands: [ImportInputCommand.self, ImportMeminfoCommand.self, ImportCSVCommand.self],
    defaultSubcommand: ImportInputCommand.self)

  /// What every importer is told about the session that it writes.
  struct Output: ParsableArguments {
    @Option(name: .shortAndLong, help: "Where the session goes; - is standard output.", completion: .file())
    var output = "-"

    @Flag(help: "Replace the output if it is there.")
    var overwrite = false

    @Option(help: "A name for the session, for its report.")
    var label: String?

    /// Converts inputs and writes the session.
    func write(
      _ inputs: [SessionInput], _ options: ImportOptions,
      _ convert: (ImportOptions, consuming OutputFile) throws(SessionError) -> OutputFile
    ) throws(SessionError) {
      var options = options
      options.label = label
      let names = inputs.map { $0.name ?? "-" }
      let file = try CommandOutput(inputs: names, existing: overwrite ? .replaced : .kept).open(output)
      var written = try convert(options, file)
      try written.finish()
    }

    func validate() throws {
      if let label, label.utf8.count > 4096 { throw ValidationError("--label is longer than 4096 bytes") }
    }
  }
}
