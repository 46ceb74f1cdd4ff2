import ArgumentParser
import KernelMemory
import SessionFile
import Storage

/// `kmem info`: what a session file holds, in short.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Says what a session holds: host, samples, columns, events, remarks.")

  /// The form of the answer.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Argument(help: "Session files of one host, or - for standard input.", completion: .file())
  var sessions: [String]

  @Option(help: "text or json.")
  var format: Format = .text

  func run() throws {
    try Failure.report {
      let inputs = sessions.map { SessionInput(argument: $0) }
      let info = SessionInfo(try SessionReading(inputs, columns: .report))
      var output = try CommandOutput(inputs: sessions, existing: .kept).open("-")
      try output.write(Array((format == .text ? info.text : info.json).utf8))
      try output.finish()
    }
  }
}
