import TestSupport
import Testing

/// The session inside the page, and redaction, end to end.
@Suite("kmem report: data inside", .timeLimit(.minutes(20)))
struct ReportDataTests {
  private static let host = "web3.acme.example"
  private static let secrets = [
    host, "Acme night run", "deploy by alice", "/opt/acme/load --key s3cr3t", "5bd1e995-aaaa-4000-8000-c0ffee000001",
  ]

  private static func folder(samples: Int64 = 60) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try write("s.jsonl", start: 1_795_387_128_000, samples: samples, to: folder)
    return folder
  }

  private static func write(
    _ name: String, start: Int64, samples: Int64, isTorn: Bool = true, to folder: borrowing TemporaryFolder
  ) throws {
    let header =
      #"{"kmem":"session","version":1,"recorder":"kmem test","label":"Acme night run","start":\#(start),"interval_ms":1000,"host":{"name":"\#(host)","boot_id":"\#(secrets[4])"},"columns":["time","elapsed","Slab","KernelStack","Dirty"],"counts":[]}"#
    var seed: UInt64 = 1
    let lines = (0..<samples).map { index -> String in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return "[\(start + index * 1000),\(index * 1000),\(100_000 + seed >> 44),1600,\(seed >> 50)]"
    }
    let events = [
      #"{"event":"command_start","time":\#(start),"elapsed":0,"command":"/opt/acme/load --key s3cr3t"}"#,
      #"{"event":"mark","time":\#(start + 5000),"elapsed":5000,"text":"deploy by alice"}"#, isTorn ? "torn" : "",
      #"{"event":"end","time":\#(start + samples * 1000),"elapsed":\#(samples * 1000),"reason":"SIGINT"}"#,
    ]
    try folder.write(([header] + lines + events).joined(separator: "\n") + "\n", to: name)
  }

  private static func run(_ arguments: String..., in folder: borrowing TemporaryFolder) throws -> RunningTool.Result {
    try RunningTool.run(arguments, in: folder.path)
  }

  /// What base64 and gunzip of the system make of the page's data.
  private static func data(_ page: String, in folder: borrowing TemporaryFolder) throws -> String {
    let script = "sed -n 's/.*id=\"session-data\" value=\"\\([^\"]*\\)\".*/\\1/p' \(page) | base64 -d | gunzip"
    return try RunningTool(["-c", script], in: folder.path, program: "/bin/sh").finish().output
  }

  @Test func theSessionComesBackByteForByte() throws {
    let folder = try Self.folder()
    #expect(try Self.run("report", "s.jsonl", in: folder).output.hasSuffix("\ns.html\n"))
    #expect(try Self.data("s.html", in: folder) == folder.read("s.jsonl"))
    #expect(folder.read("s.html").contains("all 60 samples"))
    let table = try Self.run("export", "s.jsonl", in: folder).output
    #expect(try Self.run("export", "s.html", in: folder).output == table)
    let json = try Self.run("info", "s.jsonl", "--format", "json", in: folder).output
    #expect(
      try Self.run("info", "s.html", "--format", "json", in: folder).output.replacing("s.html", with: "s.jsonl") == json
    )
    _ = try Self.run("report", "s.html", "-o", "again.html", in: folder)
    #expect(try Self.data("again.html", in: folder) == folder.read("s.jsonl"))
    // The name of the file stands in the remarks, and in the findings inside the page.
    let again = folder.read("again.html").replacing("(s.html, ", with: "(s.jsonl, ")
    #expect(again.replacing("\"s.html\"", with: "\"s.jsonl\"") == folder.read("s.html"))
  }

  /// Standard input may be too long to keep, so its session is written anew: the same samples, if not the same bytes.
  @Test func standardInputIsInsideToo() throws {
    let folder = try Self.folder()
    let script = "gzip < s.jsonl | '\(try RunningTool.path())' report - > r.html"
    _ = try RunningTool(["-c", script], in: folder.path, program: "/bin/sh").finish()
    let table = try Self.run("export", "s.jsonl", in: folder).output
    #expect(table.count { $0 == "\n" } == 61)
    #expect(try Self.run("export", "r.html", in: folder).output == table)
    let piped = "cat r.html | '\(try RunningTool.path())' report - --format json"
    let result = try RunningTool(["-c", piped], in: folder.path, program: "/bin/sh").finish()
    #expect(result.output.contains("\"samples\": 60"))
  }

  @Test func aPartOfASessionAndSeveralAreWrittenAnew() throws {
    let folder = try Self.folder()
    try Self.write("t.jsonl", start: 1_795_387_528_000, samples: 9, isTorn: false, to: folder)
    _ = try Self.run("report", "s.jsonl", "--since", "-9s", "-o", "part.html", in: folder)
    _ = try Self.run("report", "s.jsonl", "t.jsonl", "-o", "both.html", in: folder)
    for (page, samples) in [("part.html", 10), ("both.html", 69)] {
      let rows = try Self.run("export", page, in: folder).output.split(separator: "\n")
      #expect(rows.first == "time,Slab,KernelStack,Dirty")
      #expect(rows.count == samples + 1)
    }
    // The remark about the torn line keeps its place in s.jsonl.
    let one = try Self.run("report", "both.html", "--format", "json", in: folder).output
    let two = try Self.run("report", "s.jsonl", "t.jsonl", "--format", "json", in: folder).output
    #expect(one == two)
  }

  @Test func noDataAndTooMuchData() throws {
    let folder = try Self.folder(samples: 4000)
    _ = try Self.run("report", "s.jsonl", "--no-data", "-o", "none.html", in: folder)
    #expect(folder.read("none.html").contains("The session is not inside this file."))
    let refused = try Self.run("report", "none.html", in: folder)
    #expect(refused.status == 2)
    #expect(
      refused.errors
        == "kmem: none.html: it is a report without its session, as --no-data leaves it; give the session that the report was made from\n"
    )
    _ = try Self.run("report", "s.jsonl", "--data-limit", "20kB", "-o", "thin.html", in: folder)
    let page = folder.read("thin.html")
    #expect(page.contains("of 4,000 samples"))
    #expect(page.utf8.count - folder.read("none.html").utf8.count < 21_000)
    let again = try Self.run("info", "thin.html", in: folder).output
    #expect(again.contains("of 4000 samples only those were kept"))
    #expect(!again.contains("gap"))
    #expect(try Self.run("report", "s.jsonl", "--data-limit", "9MB", in: folder).status == 64)
    _ = try Self.run("report", "s.jsonl", "--data-limit", "100", "-o", "tiny.html", in: folder)
    #expect(folder.read("tiny.html").contains("too large to be inside this file. Keep it"))
  }

  @Test func redactionLeavesNoNameInAnyOutput() throws {
    let folder = try Self.folder()
    let title = "Night of \(Self.host)"
    let result = try Self.run(
      "report", "s.jsonl", "--redact", "--title", title, "-o", "r.html", "-o", "r.md", "-o", "r.txt", "-o", "r.json",
      in: folder)
    #expect(result.status == 0)
    let data = try Self.data("r.html", in: folder)
    #expect(data.contains(#""label":"label-1""#))
    #expect(data.contains(#""text":"mark-1""#))
    for output in [data] + ["r.html", "r.md", "r.txt", "r.json"].map({ folder.read($0) }) {
      #expect(output.utf8.count > 500)
      for secret in Self.secrets + ["s3cr3t", "acme", "Acme", "alice", "s.jsonl"] {
        #expect(!output.contains(secret), "\(secret)")
      }
    }
    for page in ["r.html", "r.md", "r.txt"] { #expect(folder.read(page).contains("Night of host-1")) }
    #expect(folder.read("r.html").contains("command-1"))
    #expect(folder.read("r.json").contains("\"samples\": 60"))
    let before = try Self.run("export", "s.jsonl", in: folder).output
    #expect(try Self.run("export", "r.html", in: folder).output == before)
  }

  @Test("reads snapshots of owners in the order of their times, whatever the file's")
  func ownersOutOfOrder() throws {
    let folder = try TemporaryFolder()
    let times: [Int64] = [100, 20, 60]
    let snapshots = times.map { second in
      #"{"event":"owners","time":\#(second * 1000),"elapsed":\#(second * 1000),"reason":"period","facts":{},"lists":[{"kind":"slab","columns":["name","kib","count"],"owners":[["dentry",\#(10_000 + second * 100),\#(second)]],"rest":[0,0]}],"remarks":[]}"#
    }
    let samples = (0..<120).map { "[\($0 * 1000),\($0 * 1000),\(50_000 + $0 * 100)]" }
    let header =
      #"{"kmem":"session","version":1,"recorder":"kmem test","start":0,"columns":["time","elapsed","Slab"]}"#
    try folder.write(([header] + snapshots + samples).joined(separator: "\n") + "\n", to: "s.jsonl")
    for form in ["html", "markdown", "text", "json"] {
      let result = try RunningTool.run(["report", "s.jsonl", "--format", form, "-o", "-"], in: folder.path)
      #expect(result.status == 0, "\(form): \(result.errors)")
      if form == "text" {
        #expect(result.output.contains("dentry: 11.7 MiB to 19.5 MiB, +7.81 MiB"), "\(result.output)")
      }
    }
  }
}
