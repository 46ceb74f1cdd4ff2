import Analysis
import ArgumentParser
import KernelMemory
import Markup
import Report
import Sessions

/// `kmem report`: a session as a page, or as JSON.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Explain a session: one HTML file, or its findings as JSON.",
    discussion: """
      Several sessions of one host are joined in time. The page goes to SESSION's name with .html in place of its \
      ending, unless -o names another place; JSON goes to standard output.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html, json
  }

  @Argument(help: ArgumentHelp("Session files, plain or gzip; - is standard input.", valueName: "session"))
  var sessions: [String]

  @Option(name: [.short, .long], help: "Where to write; - is standard output.")
  var output: String?

  @Option(help: "What to write.")
  var format: Format = .html

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Leave out what was before: \(Moment.forms).", valueName: "time"))
  var since: Moment?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Leave out what came after; times as in --since.", valueName: "time"))
  var until: Moment?

  @Option(help: "The page's heading.")
  var title: String?

  @Option(
    help: ArgumentHelp("A folder with templates of your own, which replace those of the same name.", valueName: "dir"))
  var templates: String?

  @Option(help: ArgumentHelp("Thresholds of your own, in the form that kmem rules prints.", valueName: "file"))
  var policy: String?

  func run() throws {
    try Failure.report {
      let policy = try PolicyFile.policy(policy)
      let session = try sliced(Session(reading: sessions.map(SessionInput.init(argument:))))
      let report = Report(Findings(analysing: session, policy: policy), title: title, version: Version.text)
      switch format {
      case .json: try write(Array(report.json.indentedText.utf8), to: output ?? "-")
      case .html:
        let place = output ?? ReportCommand.place(beside: sessions)
        try write(report.html(Templates(replacing: TemplateFolder.files(templates))), to: place)
        if output == nil, place != "-" { print(place) }
      }
    }
  }

  private func write(_ bytes: [UInt8], to place: String) throws(SessionError) {
    var file = try OutputFile(place, overwrite: true)
    try file.write(bytes)
    try file.finish()
  }

  private func sliced(_ session: Session) throws(SessionError) -> Session {
    guard since != nil || until != nil, let end = session.times.last else { return session }
    let slice = session.slice(since: since?.milliseconds(end: end), until: until?.milliseconds(end: end))
    guard !slice.times.isEmpty else {
      let first = CivilTime(milliseconds: session.times.first ?? end).iso8601
      throw SessionError(
        "no sample lies between --since and --until", file: sessions.first.flatMap { $0 == "-" ? nil : $0 },
        mend: "the session goes from \(first) to \(CivilTime(milliseconds: end).iso8601)")
    }
    return slice
  }

  /// `web-17.jsonl.gz` becomes `web-17.html`; standard input becomes standard output.
  static func place(beside sessions: [String]) -> String {
    guard var name = sessions.first, name != "-" else { return "-" }
    for ending in [".gz", ".jsonl", ".kmem"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    return name + ".html"
  }
}
