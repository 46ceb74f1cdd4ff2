import ArgumentParser
import Comparison
import KernelMemory
import Report
import SessionFile
import Storage

/// `kmem compare`: sessions side by side on one page.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Lays a session beside earlier ones: one HTML file.",
    discussion: """
      The last input is the new session, those before it are what it is compared with: sessions, reports, what another \
      tool recorded, or folders of them. FILE@SINCE..UNTIL takes a part of a session, such as \
      web-17.jsonl@03:00..04:00 or web-17.jsonl@-10m.., so that a session can be compared with itself. What kmem check \
      would say stands at the top; also sessions that cannot be judged are laid side by side.
      """)

  @Argument(
    help: ArgumentHelp("Earlier sessions, and the new one at the end.", valueName: "input"), completion: .file())
  var inputs: [String]

  @Option(
    name: [.short, .long], help: ArgumentHelp("Where to write the page; - is standard output.", valueName: "file"),
    completion: .file())
  var output = "comparison.html"

  @Option(
    help: ArgumentHelp("A folder with templates of your own, which replace those of the same name.", valueName: "dir"))
  var templates: String?

  @Flag(help: "Replace an output that is a session, too; what is read is never replaced.")
  var overwrite = false

  @OptionGroup var times: TimeArguments

  func validate() throws {
    guard inputs.count >= 2 else {
      throw ValidationError("a comparison takes two sessions or more: kmem compare BEFORE NEW -o comparison.html")
    }
  }

  func run() throws {
    try Failure.report {
      let windows = try inputs.map { try SessionWindow($0) }
      let files = CommandOutput(
        inputs: windows.map(\.path) + [templates], existing: overwrite ? .replaced : .replacedUnlessSession)
      try files.check(output)
      guard let last = windows.last else { return }
      let tonight = RunSummary(try last.session(times.options), name: last.name)
      var runs: [RunSummary] = []
      for window in windows.dropLast() {
        if window.isWhole, case .folder = PathKind(window.path) {
          runs += try BaselineSessions([window.path], without: last.path, start: tonight.start, times.options).runs
        } else {
          runs.append(RunSummary(try window.session(times.options), name: window.name))
        }
      }
      let report = CheckReport(ComparisonCheck(tonight, against: runs.sorted { $0.start < $1.start }))
      let page = ComparisonPage(report, version: Version.release)
      let bytes = try page.html(try Templates(replacing: TemplateFolder.files(templates)))
      var file = try files.open(output)
      try file.write(bytes)
      try file.finish()
      guard output != "-" else { return }
      print(report.line.visible)
      print(output.visible)
    }
  }
}
