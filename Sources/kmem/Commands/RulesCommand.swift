import Analysis
import ArgumentParser
import Storage

/// `kmem rules`: every rule that judges a session.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Prints every rule with its threshold, as a policy file.",
    discussion: "Change what you want in a copy, and give it to kmem report with --policy.")

  func run() throws {
    try Failure.report {
      var output = try CommandOutput(inputs: [], existing: .kept).open("-")
      try output.write(Array(Policy.listing.utf8))
      try output.finish()
    }
  }
}
