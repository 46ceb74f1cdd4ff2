import ArgumentParser
import Capture
import KernelMemory
import Storage

/// `kmem record`: takes samples until something ends the recording.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Records kernel memory into a session file.",
    discussion: """
      Reads every counter of /proc/meminfo at a steady interval and appends a line a sample. Ends on Ctrl-C, SIGTERM or \
      SIGHUP, after --duration or --samples, or when COMMAND ends; then its exit status is passed on. The first signal \
      goes to COMMAND, a second one ends the recording at once. Where the recording ends first, COMMAND is waited for.
      """)

  @Option(name: .shortAndLong, help: "The session file; - is standard output. Default: kmem-HOST-DATE-TIMEZ.jsonl")
  var output: String?

  @Option(
    name: .shortAndLong, help: "From sample to sample: 10ms to 1h.",
    transform: { try RecordCommand.interval(DurationArgument($0)) })
  var interval = DurationArgument(milliseconds: 1000)

  @Option(
    name: .shortAndLong, help: "End after this time, such as 90s or 1h30m.", transform: { try DurationArgument($0) })
  var duration: DurationArgument?

  @Option(help: "End after so many samples.")
  var samples: Int?

  @Option(help: "A name for the session, shown in reports.")
  var label: String?

  @Option(
    help: ArgumentHelp(
      "From one snapshot of the owners (caches, callers, processes, cgroups) to the next; off takes none.",
      valueName: "time|off"), transform: { try AttributionArgument($0) })
  var attribution = AttributionArgument(milliseconds: 60_000)

  @Option(
    help: ArgumentHelp(
      "How often the disk stores what was written, against loss of power: a time, always, or off.",
      valueName: "time|always|off"), transform: { try SyncArgument($0) })
  var sync = SyncArgument(milliseconds: 10_000)

  @Option(
    help: ArgumentHelp("Record so long before COMMAND starts, such as 5s.", valueName: "time"),
    transform: { try DurationArgument($0) })
  var before: DurationArgument?

  @Option(
    help: ArgumentHelp("Record so long after COMMAND has ended, to see what it leaves.", valueName: "time"),
    transform: { try DurationArgument($0) })
  var after: DurationArgument?

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp(
      "Run COMMAND so many times, with a mark before each; ends with the first that fails.", valueName: "n"))
  var iterations = 1

  @Flag(help: "With --repeat: go on after an iteration that failed; the exit status is that of the first.")
  var keepGoing = false

  @Flag(help: "Go on behind the end of a session of this host.")
  var append = false

  @Flag(help: "Empty the file first where it exists.")
  var overwrite = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Option(help: .hidden)
  var root = "/"

  @Argument(parsing: .postTerminator, help: "A program to run, and to record as long as it runs.")
  var command: [String] = []

  mutating func validate() throws {
    if let samples, samples < 1 { throw ValidationError("--samples must be at least 1.") }
    if iterations < 1 || iterations > 100_000 { throw ValidationError("--repeat must be from 1 to 100000.") }
    if command.isEmpty, before != nil || after != nil || iterations > 1 || keepGoing {
      throw ValidationError("--before, --after, --repeat and --keep-going are for a command: add -- COMMAND.")
    }
    if append, overwrite { throw ValidationError("--append and --overwrite exclude each other.") }
    if output == "-", append || overwrite { throw ValidationError("Standard output can only be written to.") }
    if output == "-", !command.isEmpty {
      throw ValidationError("With a command, -o must be a file: standard output is the command's.")
    }
    if output == nil, append || overwrite {
      throw ValidationError("--append and --overwrite need a file: add -o FILE.")
    }
    if output?.isEmpty == true { throw ValidationError("-o must name a file.") }
    if let label, label.utf8.count > 1024 { throw ValidationError("--label must be at most 1024 bytes long.") }
  }

  mutating func run() throws {
    var options = RecordingOptions(
      path: output, existing: append ? .append : overwrite ? .overwrite : .refuse, interval: interval.milliseconds,
      duration: duration?.milliseconds, samples: samples, label: label, command: command, root: root,
      attribution: attribution.milliseconds, sync: sync.milliseconds, recorder: "kmem " + Version.full)
    options.before = before?.milliseconds ?? 0
    options.after = after?.milliseconds ?? 0
    options.iterations = iterations
    options.keepsGoing = keepGoing
    // The command's own output would tear a line that is rewritten.
    let width = quiet || !command.isEmpty ? nil : Diagnostics.terminalWidth
    var status = StatusLine(width: width ?? 80)
    let this = self
    try Failure.report {
      let recorder = try Recorder(options, wantsProgress: width != nil) { notice in
        switch notice {
        case .started(let path): if !this.quiet { Diagnostics.write(this.opening(path)) }
        case .sample(let progress):
          if Diagnostics.isForeground { Diagnostics.writeText(status.draw(progress)) }
        case .file(.delayed(let error)):
          Diagnostics.writeText(status.erase())
          Diagnostics.write("\(error); samples are kept in memory for now")
        case .file(.caughtUp):
          Diagnostics.writeText(status.erase())
          Diagnostics.write("all samples that were kept in memory are written")
        case .file(.moved(let old, let new)):
          Diagnostics.writeText(status.erase())
          let rest = new.map { "a new file, \($0)" } ?? "the old file, wherever it is"
          Diagnostics.write("\(old): was deleted, renamed or replaced; the recording goes on in \(rest)")
        case .file(.truncated(let path)):
          Diagnostics.writeText(status.erase())
          Diagnostics.write("\(path): was truncated; the recording goes on in it behind a new header")
        }
      }
      let summary = recorder.run()
      Diagnostics.writeText(status.erase())
      try conclude(summary)
    }
  }

  /// Where the recording goes, and how it ends.
  private func opening(_ path: String) -> String {
    let place = path == "-" ? "standard output" : path
    let pace = CivilTime.duration(milliseconds: interval.milliseconds)
    let ends = [
      command.first.map { command in
        let end = iterations > 1 ? "has ended \(iterations) times" : "ends"
        return (after.map { CivilTime.duration(milliseconds: $0.milliseconds) + " after " } ?? "when ") + command + " "
          + end
      },
      duration.map { "after \(CivilTime.duration(milliseconds: $0.milliseconds))" },
      samples.map { $0 == 1 ? "after 1 sample" : "after \($0) samples" },
    ].compactMap(\.self)
    let end = ends.isEmpty ? "until Ctrl-C" : "and ends " + ends.joined(separator: ", or ") + ", or on Ctrl-C"
    return "records into \(place) every \(pace), \(end)"
  }

  /// Says what came of it, and gives the exit status: the command's own, else what went wrong.
  private func conclude(_ summary: RecordingSummary) throws {
    if let failure = summary.failure { Diagnostics.write("\(failure)") }
    if !quiet {
      let count = summary.samples == 1 ? "1 sample" : "\(summary.samples) samples"
      let place = summary.path == "-" ? "standard output" : summary.path
      let before = summary.samplesBefore > 0 ? " since it was truncated, \(summary.samplesBefore) before" : ""
      Diagnostics.write("\(count) in \(place)\(before) (\(summary.failure == nil ? summary.reason : "broken off"))")
      if summary.path != "-" { Diagnostics.write("next: kmem report " + RecordCommand.quoted(summary.path)) }
    }
    if let status = summary.commandStatus, status != 0 { throw ExitCode(Int32(clamping: status)) }
    if let failure = summary.failure { throw ExitCode(failure.exitCode) }
  }

  private static func interval(_ duration: DurationArgument) throws -> DurationArgument {
    guard RecordingOptions.intervals.contains(duration.milliseconds) else {
      throw ValidationError("The interval must be from 10ms to 1h.")
    }
    return duration
  }

  /// A word that a shell reads as it is.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a || (0x2d...0x3a).contains(byte) || byte == 0x5f
    }
    guard !isPlain || word.isEmpty else { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
