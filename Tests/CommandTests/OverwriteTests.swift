import Glibc
import KernelMemory
import TestSupport
import Testing

/// No recording is lost: what outputs may replace, and what never.
@Suite("outputs that are there already", .timeLimit(.minutes(20)))
struct OverwriteTests {
  private static let session =
    #"{"kmem":"session","version":1,"recorder":"kmem test","start":1000,"interval_ms":1000,"columns":["time","Slab"]}"#
    + "\n[1000,5]\n[2000,5]\n"

  /// A folder with two sessions, the second under several names and compressed, and with files that are none.
  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(session, to: "in.jsonl")
    try folder.write(session, to: "other.jsonl")
    try folder.write("\n" + session, to: "blank.jsonl")
    try folder.write(#"{ "version": 9, "kmem": "session" }"# + "\n", to: "newer.jsonl")
    try folder.write("[1000,5]\n" + session, to: "torn.jsonl")
    try folder.write("the report of yesterday\n", to: "old.html")
    try folder.write(#"{"schema":"kmem-findings/1"}"# + "\n", to: "old.json")
    try folder.write("time,Slab\n1000,5\n2000,6\n", to: "in.csv")
    try folder.write("2026-11-22T03:11:20Z\nMemTotal: 9 kB\nSlab: 5 kB\n", to: "dumps/meminfo-2026-11-22T03:11:20Z")
    try folder.write("growth.least-share 0.5\n", to: "policy")
    let script = "ln -s in.jsonl soft; ln in.jsonl hard; gzip -k other.jsonl; mkdir sub; ln -s ../other.jsonl sub/soft"
    guard unsafe system("cd \(folder.path) && \(script)") == 0 else { throw TemporaryFolder.Failure(errno: errno) }
    return folder
  }

  private static let read = "is read by this command and must not be written to; choose another file with -o"
  private static let isSession = "is a session; choose another file with -o, or give --overwrite"

  @Test(
    "are refused where they are read, under any name, and where they are sessions, unless that is asked for",
    arguments: [
      ("report in.jsonl -o in.jsonl", "in.jsonl", read), ("report in.jsonl -o ./in.jsonl", "./in.jsonl", read),
      ("report in.jsonl -o soft", "soft", read), ("report in.jsonl -o hard --overwrite", "hard", read),
      ("report soft --format json -o in.jsonl", "in.jsonl", read), ("report in.jsonl -o a.html -o hard", "hard", read),
      ("report other.jsonl in.jsonl -o in.jsonl --overwrite", "in.jsonl", read),
      ("report - -o in.jsonl <hard", "in.jsonl", read), ("report in.jsonl -o - >>soft", "standard output", read),
      ("report in.jsonl --policy policy -o policy", "policy", read),
      (
        "report in.jsonl --templates dumps -o dumps/meminfo-2026-11-22T03:11:20Z", "dumps/meminfo-2026-11-22T03:11:20Z",
        read
      ),
      ("report in.jsonl -o other.jsonl", "other.jsonl", isSession),
      ("report in.jsonl -o other.jsonl.gz", "other.jsonl.gz", isSession),
      ("report in.jsonl --format text -o sub/soft", "sub/soft", isSession),
      ("report in.jsonl -o blank.jsonl", "blank.jsonl", isSession),
      ("report in.jsonl -o newer.jsonl", "newer.jsonl", isSession),
      ("report in.jsonl -o torn.jsonl", "torn.jsonl", isSession),
      ("export in.jsonl -o in.jsonl", "in.jsonl", read), ("export in.jsonl -o soft --overwrite", "soft", read),
      ("export in.jsonl >>in.jsonl", "standard output", read), ("export - --overwrite -o hard <soft", "hard", read),
      ("info in.jsonl >>hard", "standard output", read),
      ("import csv in.csv -o in.csv --overwrite", "in.csv", read),
      (
        "import meminfo dumps --overwrite -o dumps/meminfo-2026-11-22T03:11:20Z", "dumps/meminfo-2026-11-22T03:11:20Z",
        read
      ),
    ])
  func refused(_ arguments: String, _ file: String, _ words: String) throws {
    let folder = try OverwriteTests.folder()
    let names = TemporaryFolder.names(folder.path)
    let before = names.map { folder.read($0) }
    let result = try OverwriteTests.run(arguments, in: folder)
    #expect(result.status == 2)
    #expect(result.errors == "kmem: \(file): \(words)\n")
    #expect(result.output.isEmpty)
    #expect(TemporaryFolder.names(folder.path) == names, "nothing is made before all outputs are known to be right")
    #expect(names.map { folder.read($0) } == before)
  }

  @Test(
    "are replaced where they are no sessions, or where --overwrite says so",
    arguments: [
      ("report in.jsonl -o old.html", "old.html", "<!DOCTYPE html>"),
      ("report in.jsonl -o old.json", "old.json", "{"), ("report in.jsonl --format json -o in.csv", "in.csv", "{"),
      ("report in.jsonl -o other.jsonl --overwrite", "other.jsonl", "<!DOCTYPE html>"),
      ("export in.jsonl -o other.jsonl --overwrite", "other.jsonl", "time,Slab"),
      ("import csv in.csv -o other.jsonl --overwrite", "other.jsonl", #"{"kmem":"session""#),
      ("export in.jsonl >>in.csv", "in.csv", "time,Slab\n1000,5\n2000,6\ntime,Slab"),
    ])
  func replaced(_ arguments: String, _ file: String, _ start: String) throws {
    let folder = try OverwriteTests.folder()
    let result = try OverwriteTests.run(arguments, in: folder)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(folder.read(file).hasPrefix(start))
    #expect(folder.read("in.jsonl") == OverwriteTests.session)
  }

  @Test("are replaced where they are reports, though these hold a session, and refused where such a report is read")
  func reports() throws {
    let folder = try OverwriteTests.folder()
    for _ in 0..<2 { #expect(try OverwriteTests.run("report in.jsonl -o r.html", in: folder).status == 0) }
    let page = folder.read("r.html")
    let result = try OverwriteTests.run("report r.html --until -1s -o r.html", in: folder)
    #expect(result.status == 2 && result.errors == "kmem: r.html: \(OverwriteTests.read)\n", "\(result.errors)")
    #expect(folder.read("r.html") == page)
  }

  @Test("leave a session alone that is being recorded")
  func recording() throws {
    let bench = try CrashBench()
    let tool = try bench.start("-o", "s.jsonl")
    #expect(tool.wait { bench.lines("s.jsonl") >= 3 })
    for arguments in ["report s.jsonl --format text -o s.jsonl", "export s.jsonl --overwrite -o s.jsonl"] {
      #expect(try OverwriteTests.run(arguments, in: bench.folder).status == 2)
    }
    tool.send(SIGTERM)
    let result = tool.finish()
    #expect(
      result.errors.contains("\(try bench.session("s.jsonl").times.count) samples in s.jsonl ("), "\(result.errors)")
    #expect(!TemporaryFolder.names(bench.folder.path).contains("s.jsonl.1"))
  }

  private static func run(_ arguments: String, in folder: borrowing TemporaryFolder) throws -> RunningTool.Result {
    try RunningTool(["-c", "\"$0\" " + arguments, try RunningTool.path()], in: folder.path, program: "/bin/sh").finish()
  }
}
