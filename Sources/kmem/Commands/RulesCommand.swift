import Analysis
import ArgumentParser

/// `kmem rules`: every rule that judges a session.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Prints every rule with its threshold, as a policy file.",
    discussion: "Change what you want in a copy, and give it to kmem report with --policy.")

  func run() { print(Policy.listing, terminator: "") }
}
