import ArgumentParser

/// The command line.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kmem", abstract: "Records Linux kernel memory and explains it.", version: "0.1.0",
    subcommands: [ImportCommand.self, ExportCommand.self, InfoCommand.self])
}
