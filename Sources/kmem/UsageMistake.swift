import ArgumentParser

/// What was typed wrong, in one line that says what was meant.
struct UsageMistake {
  private let arguments: [String]
  private let message: String

  /// Takes the words behind `kmem` and the parser's message about them.
  init(_ arguments: [String], _ message: String) {
    self.arguments = arguments
    self.message = message
  }

  /// The line.
  var text: String {
    guard let first = arguments.first else { return message }
    if let command = UsageMistake.command(first) { return stray(command) ?? hinted("kmem \(command) --help") }
    guard !first.hasPrefix("-") else { return hinted("kmem --help") }
    if let near = Suggestion.nearest(to: first, of: UsageMistake.commands) {
      return "there is no command “\(first)”; did you mean kmem \(near)?"
    }
    let report = Suggestion.isFile(first) ? "; to explain a file: kmem report \(RecordCommand.quoted(first))" : ""
    return "there is no command “\(first)”; the commands are \(UsageMistake.commands.joined(separator: ", "))\(report)"
  }

  private static let commands = Main.configuration.subcommands.compactMap { $0.configuration.commandName }

  private static func command(_ word: String) -> String? { commands.first { $0 == word } }

  private func hinted(_ help: String) -> String {
    let isSentence = [".", "?"].contains(message.last)
    return message + (isSentence ? " See \(help)." : "; see \(help)")
  }

  /// What `kmem record x.jsonl` and `kmem record ls` mean; nil for anything else.
  private func stray(_ command: String) -> String? {
    guard command == "record", arguments.count > 1, case let word = arguments[1], !word.hasPrefix("-") else {
      return nil
    }
    if word.hasSuffix(".jsonl") || word.hasSuffix(".gz") || word.hasSuffix("/") || word.hasSuffix(".html") {
      return "a session file is named with -o: kmem record -o \(RecordCommand.quoted(word))"
    }
    let words = arguments.dropFirst().map(RecordCommand.quoted).joined(separator: " ")
    return "a command to record stands behind --: kmem record -- \(words)"
  }
}
