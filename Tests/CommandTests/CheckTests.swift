import TestSupport
import Testing

@Suite("kmem check", .timeLimit(.minutes(20)))
struct CheckTests {
  private static func place(_ name: String) -> String { Fixtures.path("Nightly/\(name)") }

  private static func run(_ arguments: String..., in folder: borrowing TemporaryFolder) throws -> RunningTool.Result {
    try RunningTool.run(["check"] + arguments, in: folder.path)
  }

  @Test func aLeakFailsAndSaysWhat() throws {
    let folder = try TemporaryFolder()
    let night = Self.place("case036")
    let result = try Self.run(night + "/new.jsonl.gz", "--baseline", night + "/baseline", in: folder)
    #expect(result.status == 1)
    #expect(
      result.output == """
        fail: compared with 3 earlier sessions
          SUnreclaim grew by 7.02 MiB more than usual while the job ran (95 % 5.43 to 8.61 MiB)
          Slab rose with SUnreclaim

        """)
    #expect(result.errors.isEmpty)
  }

  @Test func allFormsInOneRunAreTheSameBytesEachTime() throws {
    let folder = try TemporaryFolder()
    let night = Self.place("case036")
    let forms = ["xml", "json", "md", "prom", "txt"]
    for round in ["a", "b"] {
      let outputs = forms.flatMap { ["-o", "\(round).\($0)"] }
      let result = try RunningTool.run(
        ["check", night + "/new.jsonl.gz", "--baseline", night + "/baseline"] + outputs, in: folder.path)
      #expect(result.status == 1)
      #expect(result.output.hasPrefix("fail: SUnreclaim grew by 7.02 MiB more than usual"))
    }
    for form in forms { #expect(folder.read("a.\(form)") == folder.read("b.\(form)")) }
    #expect(folder.read("a.json").contains(#""schema": "kmem-check/1""#))
    #expect(folder.read("a.xml").contains(#"<testcase classname="kmem.SUnreclaim" name="growth">"#))
    #expect(folder.read("a.md").hasPrefix("## Kernel memory: fail\n"))
    #expect(folder.read("a.prom").contains(#"kmem_check_verdict{job_label="nightly",verdict="fail"} 1"#))
  }

  @Test func annotationsForGitHub() throws {
    let folder = try TemporaryFolder()
    let night = Self.place("case036")
    let result = try Self.run(
      night + "/new.jsonl.gz", "--baseline", night + "/baseline", "--format", "github", in: folder)
    #expect(
      result.output.hasPrefix(
        "::error title=kmem check::SUnreclaim grew by 7.02 MiB more than usual while the job ran (95 %25 5.43 to"))
  }

  @Test func whatCannotBeComparedIsUnknown() throws {
    let folder = try TemporaryFolder()
    let night = Self.place("case207")
    let result = try Self.run(night + "/new.jsonl.gz", "--baseline", night + "/baseline", in: folder)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("unknown: cannot be compared: the command failed with exit status "))
    let strict = try Self.run(night + "/new.jsonl.gz", "--baseline", night + "/baseline", "--strict", in: folder)
    #expect(strict.status == 2)
  }

  @Test func aLimitIsPlain() throws {
    let folder = try TemporaryFolder()
    let night = Self.place("case023")
    let result = try Self.run(
      night + "/new.jsonl.gz", "--baseline", night + "/baseline", "--limit", "SUnreclaim:level=1M", in: folder)
    #expect(result.status == 1)
    #expect(result.output.contains("SUnreclaim: the level before the job is "))
    #expect(result.output.contains(", and 1.00 MiB are allowed"))
  }

  @Test func onlyWhatIsAskedForIsJudged() throws {
    let folder = try TemporaryFolder()
    let night = Self.place("case036")
    let result = try Self.run(
      night + "/new.jsonl.gz", "--baseline", night + "/baseline", "--only", "Percpu", in: folder)
    #expect(result.status == 0)
    #expect(
      result.output == """
        pass: nothing rose, compared with 3 earlier sessions
          note: only what was asked for is judged

        """)
  }

  /// The line stands in the folder, is no session there, and the next check goes by it.
  @Test func acceptingLevels() throws {
    let folder = try TemporaryFolder()
    for (file, name) in [("new", "new")] + (1...3).map({ ("baseline/night-00\($0)", "nights/night-00\($0)") }) {
      try folder.write(
        [UInt8](try Fixtures.data(Self.place("case012/\(file).jsonl.gz"))), to: name + ".jsonl.gz")
    }
    #expect(try Self.run("new.jsonl.gz", "--baseline", "nights", in: folder).status == 1)
    let accepted = try Self.run("new.jsonl.gz", "--baseline", "nights", "--accept", "more workers", in: folder)
    #expect(accepted.status == 0)
    #expect(accepted.errors == "kmem: nights/accepted.jsonl: the levels of new.jsonl.gz are accepted\n")
    let line = folder.read("nights/accepted.jsonl")
    #expect(line.hasPrefix(#"{"accepted":"2"#))
    #expect(line.contains(#""night":"new.jsonl.gz","#))
    #expect(line.hasSuffix("\"why\":\"more workers\"}\n"))
    let again = try Self.run("new.jsonl.gz", "--baseline", "nights", in: folder)
    #expect(again.status == 0)
    #expect(again.output.contains("note: the levels were accepted with new.jsonl.gz"))
  }

  @Test func badInputAndMistakes() throws {
    let folder = try TemporaryFolder()
    let new = Self.place("case036/new.jsonl.gz")
    let missing = try Self.run(new, "--baseline", "nothing*.gz", in: folder)
    #expect(missing.status == 2)
    #expect(missing.errors == "kmem: nothing*.gz: no file matches it; see what is there with ls .\n")
    let limit = try Self.run(new, "--limit", "Slab=3", in: folder)
    #expect(limit.status == 64)
    #expect(limit.errors.contains("--limit Slab=3: a limit is COUNTER:KIND=SIZE, such as SUnreclaim:level=80M"))
    try folder.write("not a session\n", to: "nights/a.jsonl")
    let empty = try Self.run(new, "--baseline", "nights", in: folder)
    #expect(empty.status == 2)
    #expect(empty.errors.contains("no earlier session is there"))
  }

  /// Without earlier sessions the rules of the report judge.
  @Test func withoutABaseline() throws {
    let folder = try TemporaryFolder()
    let result = try Self.run(Self.place("case036/new.jsonl.gz"), in: folder)
    #expect(result.status == 0)
    #expect(result.output == "pass: nothing to act on, judged by the rules\n")
  }
}
