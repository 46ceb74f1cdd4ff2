import Analysis
import ArgumentParser
import Comparison
import Import
import KernelMemory
import Report
import SessionFile
import Storage

/// `kmem check`: says whether kernel memory regressed since the sessions before.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Says whether a job took more kernel memory than in the sessions before.",
    discussion: """
      Compares what was there before the job, what the run added, and its peak with earlier sessions of the same job on \
      the same kind of host; from three of them on it knows by how much such runs differ. Without --baseline the rules \
      of the report judge. Exits with 0 for pass and watch, 1 for fail, 2 for input that cannot be read; unknown is 0, \
      with --strict 2.
      """)

  @Argument(
    help: ArgumentHelp("The session to judge; - is standard input.", valueName: "new"), completion: .file())
  var new: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Earlier sessions, or folders of them; behind NEW.", valueName: "input"), completion: .file())
  var baseline: [String] = []

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Where to write: .xml (JUnit), .json, .md, .prom, .html or .txt; - is standard output. May be repeated.",
      valueName: "file"),
    completion: .file())
  var output: [String] = []

  @Option(help: "What to write, whatever the output's ending. (default: by the ending, else text)")
  var format: CheckFormat?

  @Option(help: "From which verdict on the exit status is 1: watch or fail.")
  var failOn: Threshold = .fail

  @Flag(help: "Exit with 2 where nothing can be known.")
  var strict = false

  @Option(
    help: ArgumentHelp("A plain limit, such as SUnreclaim:level=80M. May be repeated.", valueName: "limit"),
    transform: { try LimitArgument($0) })
  var limit: [LimitArgument] = []

  @Option(
    help: ArgumentHelp("Judge only these counters and kinds, such as SUnreclaim,growth.", valueName: "names"),
    transform: { try OnlyArgument($0) })
  var only: OnlyArgument?

  @Option(
    help: ArgumentHelp(
      "Accept this session's levels: from it on levels are judged. Writes a line into accepted.jsonl of the baseline's folder.",
      valueName: "why"))
  var accept: String?

  @Option(
    help: ArgumentHelp("Without --baseline: thresholds of your own, as kmem rules prints them.", valueName: "file"))
  var policy: String?

  @OptionGroup var times: TimeArguments

  /// From which verdict on a check fails.
  enum Threshold: String, CaseIterable, ExpressibleByArgument { case watch, fail }

  func validate() throws {
    for (index, place) in output.enumerated() where output[..<index].contains(place) {
      throw ValidationError("-o \(place) is given twice")
    }
    if accept != nil, baseline.isEmpty { throw ValidationError("--accept needs --baseline FOLDER") }
    if accept?.isEmpty == true { throw ValidationError("--accept wants a reason") }
    if policy != nil, !baseline.isEmpty { throw ValidationError("--policy is for a check without --baseline") }
    _ = try outputs
  }

  func run() throws {
    try Failure.report {
      let files = CommandOutput(
        inputs: [new, policy] + baseline.filter { $0 != "." }, existing: .replacedUnlessSession)
      let outputs = try outputs
      for output in outputs { try files.check(output.place) }
      let session = try Session(reading: try InputList([new], times.options).sessions)
      let tonight = RunSummary(session, name: BaselineSessions.name(new))
      let report = try report(session, tonight)
      for (place, format) in outputs {
        var file = try files.open(place)
        try file.write(try CheckCommand.bytes(report, format))
        try file.finish()
      }
      if !outputs.contains(where: { $0.place == "-" }) { print(report.line.visible) }
      let fails = report.verdict == .fail || failOn == .watch && report.verdict == .watch
      if fails { throw ExitCode(1) }
      if strict, report.verdict == .unknown { throw ExitCode(2) }
    }
  }

  private func report(_ session: Session, _ tonight: RunSummary) throws -> CheckReport {
    let limits = limit.map { LimitFinding($0.limit, tonight) }
    guard !baseline.isEmpty else {
      let findings = Findings(analysing: session, policy: try PolicyFile.policy(policy))
      return CheckReport(Report(findings, version: Version.release), tonight, limits: limits, isWanted: isWanted)
    }
    let earlier = try BaselineSessions(baseline, without: new, start: tonight.start, times.options)
    var acceptance = earlier.acceptance
    if let accept {
      guard let folder = earlier.folder else {
        throw SessionError(
          "it is no folder", file: baseline.first, mend: "--accept keeps its lines in the folder of the sessions")
      }
      let path = try AcceptedLevels.add(tonight, why: accept, in: folder)
      Diagnostics.write("\(path): the levels of \(tonight.name) are accepted")
      acceptance = Acceptance(night: tonight.name, start: tonight.start)
    }
    var check = ComparisonCheck(tonight, against: earlier.runs, acceptance: acceptance)
    if only != nil { check.restrict(to: isWanted) }
    return CheckReport(check, limits: limits)
  }

  private func isWanted(_ finding: CheckFinding) -> Bool { only?.contains(finding) ?? true }

  /// Where each output goes, and its form.
  private var outputs: [(place: String, format: CheckFormat)] {
    get throws {
      guard output.isEmpty else {
        return try output.map { ($0, try format ?? ($0 == "-" ? .text : CheckFormat(place: $0))) }
      }
      return [("-", format ?? .text)]
    }
  }

  private static func bytes(_ report: CheckReport, _ format: CheckFormat) throws -> [UInt8] {
    guard format != .html else {
      return try ComparisonPage(report, version: Version.release).html(try Templates(replacing: [:]))
    }
    return Array(text(report, format).utf8)
  }

  private static func text(_ report: CheckReport, _ format: CheckFormat) -> String {
    switch format {
    case .text, .html: report.text
    case .json: report.json.indentedText
    case .junit: report.junit
    case .markdown: report.markdown
    case .prometheus: report.prometheus
    case .github: report.github
    }
  }
}
