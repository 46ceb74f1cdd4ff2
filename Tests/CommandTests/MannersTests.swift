import Glibc
import TestSupport
import Testing

/// What is typed by somebody who does not know the tool: each is answered in one line with what was meant.
@Suite("manners of the command line", .timeLimit(.minutes(20)))
struct MannersTests {
  /// What is typed, and the line that answers it.
  struct Slip: CustomTestStringConvertible {
    var typed: String
    var answer: String
    var testDescription: String { typed }

    init(_ typed: String, _ answer: String) {
      self.typed = typed
      self.answer = answer
    }
  }

  private static let slips = [
    Slip("reprot s.jsonl", "there is no command “reprot”; did you mean kmem report?"),
    Slip(
      "s.jsonl",
      "there is no command “s.jsonl”; the commands are record, mark, report, check, compare, import, export, info, rules; to explain a file: kmem report s.jsonl"
    ),
    Slip("record x.jsonl", "a session file is named with -o: kmem record -o x.jsonl"),
    Slip("record ls -l", "a command to record stands behind --: kmem record -- ls -l"),
    Slip("report s.jsonl --formt md", "Unknown option '--formt'. Did you mean '--format'? See kmem report --help."),
    Slip(
      "report s.jsonl -o a.pdf",
      "-o a.pdf: kmem writes no .pdf; the endings are .html, .md, .txt and .json, or --format says the form; see kmem report --help"
    ),
    Slip(
      "report s.jsonl --since 2h",
      "The value '2h' is invalid for '--since <time>': “2h” is a length of time; -2h is so long before the session's end; see kmem report --help"
    ),
    Slip(
      "report s.jsonl --since yesterday",
      "The value 'yesterday' is invalid for '--since <time>': “yesterday” is no time; write 2026-11-22, 2026-11-22T03:00Z, 03:00 (on the session's last day, UTC), or -2h (before the session's end); see kmem report --help"
    ),
    Slip(
      "report s.jsonl --zone Mars/Olympus",
      "The value 'Mars/Olympus' is invalid for '--zone <zone>': no zone “Mars/Olympus” is in /usr/share/zoneinfo, which the package tzdata fills; write its distance from UTC, as +02:00; see kmem report --help"
    ),
    Slip(
      "record --interval 0.0005s",
      "The value '0.0005s' is invalid for '--interval <interval>': 0.0005s is not a whole number of milliseconds. Write lengths of time like 200ms, 0.5s, 10m, 1h30m or 2d. See kmem record --help."
    ),
  ]

  @Test(arguments: slips)
  func slip(_ slip: Slip) throws {
    let folder = try Self.folder()
    let result = try RunningTool.run(slip.typed.split(separator: " ").map(String.init), in: folder.path)
    #expect(result.errors == "kmem: \(slip.answer)\n")
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
  }

  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try write("s.jsonl", to: folder)
    return folder
  }

  private static func write(_ name: String, host: String = "web3", to folder: borrowing TemporaryFolder) throws {
    let header =
      #"{"kmem":"session","version":1,"recorder":"kmem test","start":1795387128000,"host":{"name":"\#(host)"},"columns":["time","Slab"],"counts":[]}"#
    let samples = (0..<40).map { "[\(1_795_387_128_000 + $0 * 1000),\(100_000 + $0 % 3 * 4)]" }
    try folder.write(([header] + samples).joined(separator: "\n") + "\n", to: name)
  }

  @Test func bareItShowsHelpAndFails() throws {
    let folder = try TemporaryFolder()
    let result = try RunningTool.run([], in: folder.path)
    #expect(result.status == 64)
    #expect(result.errors.contains("USAGE: kmem <subcommand>"))
    #expect(try RunningTool.run(["--help"], in: folder.path).status == 0)
  }

  @Test func withoutAnInputTheNewestSessionIsMeant() throws {
    let folder = try Self.folder()
    try folder.write("no session", to: "later.jsonl")
    let result = try RunningTool.run(["report"], in: folder.path)
    #expect(result.status == 0)
    #expect(result.errors == "kmem: s.jsonl: is the newest session here, and is read\n")
    #expect(result.output.hasSuffix("\ns.html\n"))
    let empty = try TemporaryFolder()
    let none = try RunningTool.run(["report"], in: empty.path)
    #expect(none.status == 64)
    #expect(
      none.errors
        == "kmem: no session is here, nor in /var/lib/kmem; name one, or make one with kmem record; see kmem report --help\n"
    )
  }

  @Test(arguments: [("md", "## Kernel memory"), ("txt", "Kernel memory"), ("htm", "<!DOCTYPE html>")])
  func formsGoByTheirEndings(form: String, start: String) throws {
    let folder = try Self.folder()
    let result = try RunningTool.run(["report", "s.jsonl", "--format", form, "-o", "-"], in: folder.path)
    #expect(result.output.hasPrefix(start))
  }

  @Test func shortOptionsAndFractions() throws {
    let bench = try RecordBench()
    let result = try bench.record("-o", "s.jsonl", "-d", "0.03s")
    #expect(result.status == 0)
    #expect(result.errors.hasPrefix("kmem: records into s.jsonl every 10 ms, and ends after 30 ms, or on Ctrl-C\n"))
  }

  @Test func aReportOfAPrivateSessionIsPrivate() throws {
    let folder = try Self.folder()
    #expect(unsafe chmod(folder.path + "/s.jsonl", 0o600) == 0)
    _ = try RunningTool.run(["report", "s.jsonl"], in: folder.path)
    var status = stat()
    #expect(unsafe stat(folder.path + "/s.html", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func messagesCarryNothingThatATerminalObeys() throws {
    let folder = try TemporaryFolder()
    try Self.write("a.jsonl", to: folder)
    try Self.write("b.jsonl", host: #"\u001b[31mdb1\nkmem: fake\u202e"#, to: folder)
    let result = try RunningTool.run(["report", "a.jsonl", "b.jsonl"], in: folder.path)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "kmem: b.jsonl: it is of host ␛[31mdb1␊kmem: fake<U+202E>, and a.jsonl is of web3; give the sessions of one host\n"
    )
  }

  @Test func aFullOutputIsToldOfByEveryCommand() throws {
    let folder = try Self.folder()
    let tool = try RunningTool.path()
    for command in ["rules", "info s.jsonl", "export s.jsonl", "report s.jsonl --format text"] {
      let result = try RunningTool(
        ["-c", "'\(tool)' \(command) > /dev/full"], in: folder.path, program: "/bin/sh"
      ).finish()
      #expect(result.status == 74, "\(command)")
      #expect(result.errors == "kmem: standard output: cannot write it: No space left on device\n", "\(command)")
    }
  }
}
