import ArgumentParser
import Import
import Storage

/// `kmem import csv`, the short form for one table whose columns the user explains.
struct ImportCSVCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "Makes a session of a table of numbers.",
    discussion: """
      INPUT has a header line, a column of times (seconds or milliseconds since 1970, or ISO 8601), and a column for each
      counter. A column's name is the kernel's, perhaps with a unit behind it (Slab_bytes), or is given one with --column.
      """)

  @Argument(help: "A file, or - for standard input.", completion: .file())
  var input: String

  @OptionGroup var columns: ColumnArguments

  @OptionGroup var times: TimeArguments

  @OptionGroup var output: ImportCommand.Output

  func run() throws {
    try Failure.report {
      var options = times.options
      columns.put(into: &options)
      let inputs = [SessionInput(argument: input)]
      try output.write(inputs, options) { (options, file) throws(SessionError) in
        try Importer(CSVFormat(), options).convert(inputs, to: file)
      }
    }
  }
}
