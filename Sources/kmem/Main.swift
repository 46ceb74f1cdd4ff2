import ArgumentParser
import Glibc

/// The command line.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kmem", abstract: "Records Linux kernel memory and explains it.", version: Version.full,
    subcommands: [
      RecordCommand.self, MarkCommand.self, ReportCommand.self, CheckCommand.self, CompareCommand.self,
      ImportCommand.self,
      ExportCommand.self, InfoCommand.self,
      RulesCommand.self,
    ])

  /// Runs the command; what was typed wrong is answered in one line.
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard !arguments.isEmpty else {
      Diagnostics.writeText(helpMessage())
      Glibc.exit(exitCode(for: ValidationError("")).rawValue)
    }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code == .validationFailure {
        Diagnostics.write(UsageMistake(arguments, message(for: error)).text)
        Glibc.exit(code.rawValue)
      }
      exit(withError: error)
    }
  }
}
