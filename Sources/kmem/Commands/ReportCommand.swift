import Analysis
import ArgumentParser
import Glibc
import KernelMemory
import Markup
import Report
import Storage

/// `kmem report`: a session as a page, as Markdown, as text, or as JSON.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Explain a session: one HTML file, or its findings as Markdown, text or JSON.",
    discussion: """
      INPUT is a session, or what another tool recorded: its format is told by its content. Several of one host are joined in time. The page goes to INPUT's name with .html in place of its \
      ending, unless -o names another place; other forms go to standard output. With several -o each ending (.html, \
      .md, .txt, .json) says the form; the session is read and judged once. The verdict in one line and the places \
      of the files are printed. Without INPUT the newest session here is taken, else that of /var/lib/kmem.
      """)

  @OptionGroup var inputs: InputArguments

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where to write; - is standard output. May be repeated.", valueName: "file"),
    completion: .file())
  var output: [String] = []

  @Option(help: "What to write, whatever the output's ending. (default: by the ending, else html)")
  var format: ReportFormat?

  @Option(help: "Colour the verdicts of a text; auto does on a terminal, unless NO_COLOR is set.")
  var color: ColorChoice = .auto

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Leave out what was before: \(Moment.forms).", valueName: "time"),
    transform: { try Moment($0) })
  var since: Moment?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Leave out what came after; times as in --since.", valueName: "time"),
    transform: { try Moment($0) })
  var until: Moment?

  @Option(help: "The page's heading.")
  var title: String?

  @Option(
    help: ArgumentHelp("A folder with templates of your own, which replace those of the same name.", valueName: "dir"))
  var templates: String?

  @Option(help: ArgumentHelp("Thresholds of your own, in the form that kmem rules prints.", valueName: "file"))
  var policy: String?

  @Flag(help: "Replace an output that is a session, too; what the report is made from is never replaced.")
  var overwrite = false

  @Flag(help: "Replace names of hosts, boots, labels, marks, commands and files by host-1, label-1 and so on.")
  var redact = false

  @Flag(inversion: .prefixedNo, help: "Put the session inside the page, so that the page can be read as a session.")
  var data = true

  @Option(
    help: ArgumentHelp(
      "The most base64 inside the page; a session that needs more is thinned, and the page says so.",
      valueName: "size"))
  var dataLimit = SizeArgument(bytes: 2_000_000)

  func validate() throws {
    for (index, place) in output.enumerated() where output[..<index].contains(place) {
      throw ValidationError("-o \(place) is given twice")
    }
    _ = try outputs
  }

  func run() throws {
    try Failure.report {
      let files = CommandOutput(
        inputs: inputs.names + [policy, templates], existing: overwrite ? .replaced : .replacedUnlessSession)
      let outputs = try outputs
      for output in outputs { try files.check(output.place) }
      let policy = try PolicyFile.policy(policy)
      let wantsData = data && outputs.contains { $0.format == .html }
      let source = try ReportSource(
        try inputs.sessions(), wantsData: wantsData, isWhole: since == nil && until == nil && !redact)
      var session = try sliced(source.session)
      // Names that were cut off may still stand in what is left, so that all of them are learned.
      let redaction = redact ? Redaction(source.session) : nil
      if let redaction { session = redaction(session) }
      let (findings, embedded) = try judged(session, policy, of: wantsData ? source : nil)
      let report = Report(
        findings, title: title.map { redaction?.text($0) ?? $0 }, embedded: embedded, version: Version.release)
      let templates = try Templates(replacing: TemplateFolder.files(templates))
      // Everything is made before anything is written: an error leaves all old files as they are.
      let made = try outputs.map { output in
        (place: output.place, bytes: try bytes(report, output.format, templates, output.place))
      }
      for (place, bytes) in made {
        var file = try files.open(place)
        try file.write(bytes)
        try file.finish()
      }
      guard !made.contains(where: { $0.place == "-" }) else { return }
      print(report.verdictLine.visible)
      for (place, _) in made { print(place.visible) }
    }
  }

  /// The findings, and the session as it goes into the page: one core judges while another compresses.
  private func judged(
    _ session: Session, _ policy: Policy, of source: ReportSource?
  ) throws -> (findings: Findings, embedded: EmbeddedSession) {
    guard let source else { return (Findings(analysing: session, policy: policy), .unwanted) }
    let limit = dataLimit.bytes
    let (embedded, findings) = try SideBySide.run({ try source.embedded(session, limit: limit) }) {
      Findings(analysing: session, policy: policy)
    }
    return (findings, embedded)
  }

  /// Where each output goes, and its form.
  private var outputs: [(place: String, format: ReportFormat)] {
    get throws {
      guard output.isEmpty else { return try output.map { ($0, try format ?? ReportFormat(place: $0)) } }
      // Nobody reads a page in a terminal; who asks for a form there gets it.
      if format == nil, inputs.names == ["-"], isatty(STDOUT_FILENO) == 1 { return [("report.html", .html)] }
      let form = format ?? .html
      return [(form == .html ? ReportCommand.place(beside: inputs.names) : "-", form)]
    }
  }

  private func bytes(
    _ report: Report, _ format: ReportFormat, _ templates: Templates, _ place: String
  ) throws(MarkupError) -> [UInt8] {
    switch format {
    case .html: try report.html(templates)
    case .markdown: Array(report.markdown(templates).utf8)
    case .text: Array(report.text(templates, style: color.style(isStandardOutput: place == "-")).utf8)
    case .json: Array(report.json.indentedText.utf8)
    }
  }

  private func sliced(_ session: Session) throws(SessionError) -> Session {
    guard since != nil || until != nil, let end = session.times.last else { return session }
    let slice = session.slice(since: since?.milliseconds(end: end), until: until?.milliseconds(end: end))
    guard !slice.times.isEmpty else {
      let first = CivilTime(milliseconds: session.times.first ?? end).iso8601
      throw SessionError(
        "no sample lies between --since and --until", file: inputs.names.first.flatMap { $0 == "-" ? nil : $0 },
        mend: "the session goes from \(first) to \(CivilTime(milliseconds: end).iso8601)")
    }
    return slice
  }

  /// `web-17.jsonl.gz` becomes `web-17.html`; standard input becomes standard output.
  static func place(beside sessions: [String]) -> String {
    guard var name = sessions.first, name != "-" else { return "-" }
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    for ending in [".gz", ".jsonl", ".kmem"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    return name + ".html"
  }
}
