import ArgumentParser
import Capture

/// `kmem mark`: notes in a session what happened just now.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Notes in a session what happened just now.",
    discussion: "The report shows the text at its time in every chart: a deployment, the start of a test, an alarm.")

  @Argument(help: "What happened, in one line.")
  var text: String

  @Option(help: "The session file. Default: the one that is being recorded in the current folder.")
  var session: String?

  mutating func run() throws {
    try Failure.report { try Mark.append(text: text, to: session) }
  }
}
