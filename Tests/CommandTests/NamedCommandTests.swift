import ArgumentParser
import FoundationEssentials
import TestSupport
import Testing

@testable import kmem

/// Every command of kmem that a document names is one that kmem understands.
@Suite struct NamedCommandTests {
  /// A document's commands, as words: those of its code lines and of its code spans.
  private static func commands(_ document: String) throws -> [[String]] {
    let text = String(decoding: try Fixtures.data(Fixtures.path("../" + document)), as: UTF8.self)
    let spans = text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("    ") }
    return (lines + spans.map(\.element)).flatMap { code in
      words(code).split { $0 == "|" || $0 == "&&" || $0 == ";" }.map(Array.init).filter {
        $0.first == "kmem" && $0.count > 1
      }
    }
  }

  /// The words of a line of shell up to a comment; quotes hold blanks together.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in line + " " {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == " " {
        if word == "#" { return words }
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return words
  }

  @Test(arguments: ["README.md", "Sources/Import/Import.docc/WhatYouHave.md"])
  func parse(document: String) throws {
    let commands = try Self.commands(document)
    #expect(commands.count > 15)
    for command in commands {
      // What follows the redirection is the shell's, and dots stand for more.
      // A zone's name is known only where the system has its files.
      let arguments = command.dropFirst().prefix { $0 != ">" }.map { $0.contains("Europe/") ? "+01:00" : $0 }
      #expect(throws: Never.self, "\(command.joined(separator: " "))") { _ = try Main.parseAsRoot(Array(arguments)) }
    }
  }
}
