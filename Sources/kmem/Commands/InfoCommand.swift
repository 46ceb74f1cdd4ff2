import ArgumentParser
import KernelMemory
import SessionFile
import Storage

/// `kmem info`: what a session file holds, in short.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Says what a session, or what another tool recorded, holds: host, samples, columns, events, remarks.")

  /// The form of the answer.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @OptionGroup var inputs: InputArguments

  @Option(help: "text or json.")
  var format: Format = .text

  func run() throws {
    try Failure.report {
      let info = SessionInfo(try SessionReading(try inputs.sessions(), columns: .report))
      var output = try CommandOutput(inputs: inputs.names, existing: .kept).open("-")
      try output.write(Array((format == .text ? info.text : info.json).utf8))
      try output.finish()
    }
  }
}
