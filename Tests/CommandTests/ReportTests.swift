import Glibc
import TestSupport
import Testing

@Suite("kmem report", .timeLimit(.minutes(20)))
struct ReportTests {
  /// A folder with a session of 40 samples, one a second, `s.jsonl`.
  private static func folder(_ name: String = "s.jsonl", host: String = "web3", start: Int64 = 1_795_387_128_000) throws
    -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    try write(name, host: host, start: start, to: folder)
    return folder
  }

  private static func write(_ name: String, host: String, start: Int64, to folder: borrowing TemporaryFolder) throws {
    let header =
      #"{"kmem":"session","version":1,"recorder":"kmem test","start":\#(start),"interval_ms":1000,"host":{"name":"\#(host)"},"columns":["time","elapsed","Slab","KernelStack"],"counts":[]}"#
    let samples = (Int64(0)..<40).map { "[\(start + $0 * 1000),\($0 * 1000),\(100_000 + $0 % 3 * 4),1600]" }
    let end = #"{"event":"end","time":\#(start + 39_000),"elapsed":39000,"reason":"SIGINT"}"#
    try folder.write(([header] + samples + [end]).joined(separator: "\n") + "\n", to: name)
  }

  private static func run(_ arguments: String..., in folder: borrowing TemporaryFolder) throws -> RunningTool.Result {
    try RunningTool.run(arguments, in: folder.path)
  }

  @Test func writesThePageBesideTheSessionAndSaysWhere() throws {
    let folder = try Self.folder()
    let result = try Self.run("report", "s.jsonl", in: folder)
    #expect(result.status == 0)
    let verdict = "Normal. Nothing to act on: 2 dimensions of kernel memory looked at over 39 s."
    #expect(result.output == verdict + "\ns.html\n")
    #expect(result.errors.isEmpty)
    let page = folder.read("s.html")
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html"))
    #expect(page.contains("Kernel memory of web3"))
    #expect(page.contains("Percpu is not reported in this session"))
    _ = try Self.run("report", "s.jsonl", "-o", "again.html", in: folder)
    #expect(folder.read("again.html") == page)
  }

  @Test func standardInputToStandardOutput() throws {
    let folder = try Self.folder()
    let tool = try RunningTool.path()
    let result = try RunningTool(["-c", "'\(tool)' report - < s.jsonl"], in: folder.path, program: "/bin/sh").finish()
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("<!DOCTYPE html>"))
    let piped = try RunningTool(
      ["-c", "gzip < s.jsonl | '\(tool)' report - --format json"], in: folder.path, program: "/bin/sh"
    ).finish()
    #expect(piped.output.contains("\"schema\": \"kmem-findings/1\""))
    #expect(piped.output.contains("\"samples\": 40"))
  }

  @Test func aTitleAndARange() throws {
    let folder = try Self.folder()
    let result = try Self.run(
      "report", "s.jsonl", "--title", "Tuesday <b>", "--since", "-10s", "--until", "2026-11-22T22:39:26Z", "-o", "-",
      in: folder)
    #expect(result.output.contains("<title>✓ Normal · Tuesday &lt;b&gt; · 22 Nov 2026</title>"))
    #expect(result.output.contains("10 samples every 1 s"))
  }

  @Test(arguments: [
    ("--since", "22:39:00", 28), ("--since", "-5s", 6), ("--until", "22:38:50", 3), ("--since", "1795387160", 8),
  ])
  func ranges(option: String, time: String, samples: Int) throws {
    let folder = try Self.folder()
    let result = try Self.run("report", "s.jsonl", "--format", "json", option, time, in: folder)
    #expect(result.output.contains("\"samples\": \(samples),"))
  }

  @Test func sessionsOfOneHostAreJoined() throws {
    let folder = try Self.folder()
    try Self.write("t.jsonl", host: "web3", start: 1_795_387_328_000, to: folder)
    let result = try Self.run("report", "t.jsonl", "s.jsonl", "--format", "json", in: folder)
    #expect(result.output.contains("\"samples\": 80,"))
    #expect(result.output.contains("\"start\": \"2026-11-22T22:38:48.000Z\""))
  }

  @Test func aTemplateOfOnesOwn() throws {
    let folder = try Self.folder()
    try folder.write(
      "<article xmlns=\"http://www.w3.org/1999/xhtml\" data-dimension=\"reading\" title=\"t\"><section data-part=\"meaning\"><p>Call the kernel team.</p></section></article>",
      to: "own/reading.xhtml")
    try folder.write("notes", to: "own/README.md")
    let result = try Self.run("report", "s.jsonl", "--templates", "own", "-o", "-", in: folder)
    #expect(result.output.contains("Call the kernel team."))
  }

  @Test func severalOutputsInOneRunByTheirEndings() throws {
    let folder = try Self.folder()
    let result = try Self.run(
      "report", "s.jsonl", "-o", "a.html", "-o", "b.md", "-o", "c.json", "-o", "d.txt", "-o", "e", in: folder)
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("\na.html\nb.md\nc.json\nd.txt\ne\n"))
    #expect(folder.read("a.html").hasPrefix("<!DOCTYPE html>"))
    #expect(folder.read("e") == folder.read("a.html"))
    #expect(folder.read("b.md").hasPrefix("## Kernel memory of web3\n"))
    #expect(folder.read("c.json").hasPrefix("{\n  \"schema\": \"kmem-findings/1\""))
    #expect(folder.read("d.txt").hasPrefix("Kernel memory of web3\n"))
  }

  @Test(arguments: [
    ("markdown", "## Kernel memory of web3\n"), ("text", "Kernel memory of web3\n"), ("json", "{\n  \"schema\""),
  ])
  func otherFormsGoToStandardOutput(format: String, start: String) throws {
    let folder = try Self.folder()
    let result = try Self.run("report", "s.jsonl", "--format", format, in: folder)
    #expect(result.output.hasPrefix(start))
    #expect(folder.read("s.html").isEmpty)
    let named = try Self.run("report", "s.jsonl", "--format", format, "-o", "x.html", in: folder)
    #expect(named.output.hasSuffix("\nx.html\n"))
    #expect(folder.read("x.html") == result.output)
  }

  @Test(arguments: [
    ("", "auto", false), ("", "always", true), ("NO_COLOR=1", "always", true), ("", "never", false),
  ])
  func colour(variable: String, choice: String, isColoured: Bool) throws {
    let folder = try Self.folder()
    let script = "\(variable) COLUMNS=50 '\(try RunningTool.path())' report s.jsonl --format text --color \(choice)"
    let result = try RunningTool(["-c", script], in: folder.path, program: "/bin/sh").finish()
    #expect(result.output.contains("\u{1b}[") == isColoured)
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 50 || isColoured })
  }

  @Test func ifOneOutputCannotBeMadeNoneIs() throws {
    let folder = try Self.folder()
    try folder.write("old", to: "a.html")
    let result = try Self.run("report", "s.jsonl", "-o", "no/such.md", "-o", "a.html", in: folder)
    #expect(result.status == 74)
    #expect(folder.read("a.html") == "old")
  }

  /// Whole messages: what, where, how to mend it.
  @Test(
    arguments: [
      (["report", "none.jsonl"], 74, "kmem: none.jsonl: cannot open it: No such file or directory\n"),
      (
        ["report", "s.jsonl", "-o", "no/such/folder.html"], 74,
        "kmem: no/such/folder.html: cannot create it: No such file or directory\n"
      ),
      (
        ["report", "s.jsonl", "--templates", "nowhere"], 74,
        "kmem: nowhere: cannot open it: No such file or directory\n"
      ),
      (
        ["report", "s.jsonl", "--since", "2027-01-01"], 2,
        "kmem: s.jsonl: no sample lies between --since and --until; the session goes from 2026-11-22T22:38:48.000Z to 2026-11-22T22:39:27.000Z\n"
      ),
      (
        ["report", "s.jsonl", "--templates", "bad"], 2,
        "kmem: Slab.xhtml:1:3: Couldn't find end of Start Tag a line 1; see CONTRIBUTING.md, \"How to change a text\"\n"
      ),
      (
        ["report", "s.jsonl", "other.jsonl"], 2,
        "kmem: other.jsonl: it is of host db1, and s.jsonl is of web3; give the sessions of one host\n"
      ),
    ] as [([String], Int, String)])
  func badArguments(arguments: [String], status: Int, message: String) throws {
    let folder = try Self.folder()
    try Self.write("other.jsonl", host: "db1", start: 1_795_387_528_000, to: folder)
    try folder.write("<a", to: "bad/Slab.xhtml")
    let result = try RunningTool.run(arguments, in: folder.path)
    #expect(result.status == status)
    #expect(result.errors == message)
    #expect(result.output.isEmpty)
    #expect(folder.read("s.html").isEmpty)
  }

  @Test func aPolicyOfOnesOwn() throws {
    let folder = try Self.folder()
    let rules = try Self.run("rules", in: folder)
    #expect(rules.status == 0)
    try folder.write(rules.output, to: "policy.txt")
    #expect(try Self.run("report", "s.jsonl", "--policy", "policy.txt", in: folder).status == 0)
    try folder.write("slab-share = much\n", to: "bad.txt")
    let result = try Self.run("report", "s.jsonl", "--policy", "bad.txt", in: folder)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "kmem: bad.txt:1:14: 'much' is not a threshold; write a number of 0 or more, on, or off\n")
  }

  @Test(arguments: [
    ["report", "s", "--format", "pdf"], ["report", "s", "--since", "soon"], ["nonsense"],
    ["report", "s", "-o", "a", "-o", "a"],
  ])
  func usage(arguments: [String]) throws {
    let folder = try Self.folder()
    let result = try RunningTool.run(arguments, in: folder.path)
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("kmem: ") && result.errors.split(separator: "\n").count == 1)
  }

  @Test func aFailedReportLeavesTheOldOne() throws {
    let folder = try Self.folder()
    try folder.write("old", to: "s.html")
    try folder.write("<a", to: "bad/Slab.xhtml")
    _ = try Self.run("report", "s.jsonl", "--templates", "bad", in: folder)
    #expect(folder.read("s.html") == "old")
    #expect(unsafe access(folder.path + "/s.html", F_OK) == 0)
  }
}
