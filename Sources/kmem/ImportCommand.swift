import ArgumentParser
import Import
import KernelMemory
import Storage

/// `kmem import`: makes session files of other tools' data.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Makes a session of other tools' data.",
    subcommands: [ImportMeminfoCommand.self, ImportCSVCommand.self])

  /// What every importer is told about the session that it writes.
  struct Output: ParsableArguments {
    @Option(name: .shortAndLong, help: "Where the session goes; - is standard output.", completion: .file())
    var output = "-"

    @Flag(help: "Replace the output if it is there.")
    var overwrite = false

    @Option(help: "A name for the session, for its report.")
    var label: String?

    /// What the session says wrote it.
    func recorder(_ format: String) -> String { "kmem \(Version.full) import \(format)" }

    /// Opens the output of an importer that reads an input.
    func open(reading input: String) throws(SessionError) -> OutputFile {
      try CommandOutput(inputs: [input], existing: overwrite ? .replaced : .kept).open(output)
    }

    func validate() throws {
      if let label, label.utf8.count > 4096 { throw ValidationError("--label is longer than 4096 bytes") }
    }
  }
}

/// `kmem import meminfo`.
struct ImportMeminfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meminfo", abstract: "Makes a session of dumps of /proc/meminfo.",
    discussion: """
      INPUT is the text of /proc/meminfo, once or many times with a line that holds the time before each, such as
      'date +%s; cat /proc/meminfo' writes in a loop; or a folder of such files named by their times. gzip is read too.
      """)

  @Argument(help: "A file, a folder, or - for standard input.", completion: .file())
  var input: String

  @Option(help: "The time of a single dump that does not say it: seconds since 1970, or 2026-11-22T03:11:20Z.")
  var time: String?

  @OptionGroup var output: ImportCommand.Output

  func validate() throws {
    if let time, TimeText.milliseconds(time) == nil { throw ValidationError("--time: “\(time)” is not a time") }
  }

  func run() throws {
    try Failure.report {
      let importer = MeminfoImport(
        recorder: output.recorder("meminfo"), label: output.label,
        time: time.flatMap(TimeText.milliseconds))
      let file = try output.open(reading: input)
      var written = try importer.convert(SessionInput(argument: input), to: file)
      try written.finish()
    }
  }
}

/// `kmem import csv`.
struct ImportCSVCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "Makes a session of a table of numbers.",
    discussion: """
      INPUT has a header line, a column of times (seconds or milliseconds since 1970, or ISO 8601), and a column for each
      counter. A column's name is the kernel's, perhaps with a unit behind it (Slab_bytes), or is given one with --column.
      """)

  @Argument(help: "A file, or - for standard input.", completion: .file())
  var input: String

  @Option(
    name: .customLong("column"),
    help: ArgumentHelp("The counter that a column stands for; may be repeated.", valueName: "name=counter"))
  var columns: [String] = []

  @Option(help: "The unit where a column's name has none: B, kB, MB, GB or pages.")
  var unit: MemoryUnit = .kibibytes

  @Option(help: "Bytes a page, for columns in pages.")
  var pageSize: Int64 = 4096

  @OptionGroup var output: ImportCommand.Output

  func validate() throws {
    for column in columns where !isMapping(column) {
      throw ValidationError("--column: “\(column)” is not NAME=COUNTER, as value_kb=Slab")
    }
    guard (1...(1 << 30)).contains(pageSize) else {
      throw ValidationError("--page-size: \(pageSize) is not a page's size")
    }
  }

  func run() throws {
    try Failure.report {
      var names: [String: String] = [:]
      for column in columns {
        guard let sign = column.lastIndex(of: "=") else { continue }
        names[String(column[..<sign])] = String(column[column.index(after: sign)...])
      }
      let importer = CSVImport(
        recorder: output.recorder("csv"), label: output.label, columns: names, unit: unit, pageSize: pageSize)
      let file = try output.open(reading: input)
      var written = try importer.convert(SessionInput(argument: input), to: file)
      try written.finish()
    }
  }

  private func isMapping(_ text: String) -> Bool {
    guard let sign = text.lastIndex(of: "=") else { return false }
    return sign > text.startIndex && text.index(after: sign) < text.endIndex
  }
}

extension MemoryUnit: ExpressibleByArgument {}
