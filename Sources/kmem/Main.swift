import ArgumentParser

/// The command line.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kmem", abstract: "Records Linux kernel memory and explains it.", version: Version.full,
    subcommands: [
      RecordCommand.self, MarkCommand.self, ReportCommand.self, ImportCommand.self, ExportCommand.self,
      InfoCommand.self,
      RulesCommand.self,
    ])
}
