import ArgumentParser
import Import
import Storage

/// `kmem import meminfo`, the short form for one input of known format.
struct ImportMeminfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meminfo", abstract: "Makes a session of dumps of /proc/meminfo.",
    discussion: """
      INPUT is the text of /proc/meminfo, once or many times with a line that holds the time before each, such as
      'date +%s; cat /proc/meminfo' writes in a loop; or a folder of such files named by their times. gzip is read too.
      """)

  @Argument(help: "A file, a folder, or - for standard input.", completion: .file())
  var input: String

  @OptionGroup var times: TimeArguments

  @OptionGroup var output: ImportCommand.Output

  func run() throws {
    try Failure.report {
      let inputs = [SessionInput(argument: input)]
      try output.write(inputs, times.options) { (options, file) throws(SessionError) in
        try Importer(MeminfoFormat(), options).convert(inputs, to: file)
      }
    }
  }
}
