import Glibc
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@Suite("kmem mark", .timeLimit(.minutes(20)))
struct MarkTests {
  private static let header =
    #"{"kmem":"session","version":1,"recorder":"kmem test","start":0,"columns":["time","elapsed","Slab"]}"# + "\n"

  @Test("notes a moment in the session that is being recorded here, between the samples around it")
  func here() throws {
    let folder = try TemporaryFolder()
    try folder.write(MarkTests.header, to: "old.jsonl")
    // The live host, so that boot and clock are those of the mark.
    let tool = try RunningTool(["record", "-q", "--interval", "10ms", "-o", "s.jsonl"], in: folder.path)
    #expect(tool.wait { folder.read("s.jsonl").split(separator: "\n").count >= 4 })
    let result = try RunningTool.run(["mark", "deployed build 4711"], in: folder.path)
    #expect(result.status == 0)
    #expect(result.output.isEmpty && result.errors.isEmpty)
    let count = folder.read("s.jsonl").split(separator: "\n").count
    #expect(tool.wait { folder.read("s.jsonl").split(separator: "\n").count >= count + 2 })
    tool.send(SIGTERM)
    #expect(tool.finish().status == 0)
    #expect(folder.read("old.jsonl") == MarkTests.header)
    let line = folder.read("s.jsonl").split(separator: "\n").first { $0.contains(#""event":"mark""#) }
    #expect(line?.contains(#","elapsed":"#) == true)
    let session = try Session(reading: [.file(folder.path + "/s.jsonl")])
    let mark = try #require(session.events.first { $0.kind == .mark("deployed build 4711") })
    #expect(try #require(session.times.first) < mark.time)
    #expect(mark.time < (try #require(session.times.last)))
  }

  @Test(
    "names its session, or says why it cannot",
    arguments: [
      (
        ["mark", "x"], 2, "kmem: .: no session in this folder is being recorded; name the session file with --session\n"
      ),
      (["mark", "x", "--session", "s.jsonl"], 0, ""),
      (["mark", "x", "--session", "none.jsonl"], 74, "kmem: none.jsonl: cannot open it: No such file or directory\n"),
      (
        ["mark", "x", "--session", "note.txt"], 2, "kmem: note.txt: is not a session of kmem; kmem record writes one\n"
      ),
      (
        ["mark", "a\nb", "--session", "s.jsonl"], 2,
        "kmem: the mark's text: has the control character U+000A; write it on one line, without tabs and escape codes\n"
      ),
    ])
  func session(_ arguments: [String], _ status: Int, _ errors: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(MarkTests.header, to: "s.jsonl")
    try folder.write("a note\n", to: "note.txt")
    let result = try RunningTool.run(arguments, in: folder.path)
    #expect(result.status == status)
    #expect(result.errors == errors)
    #expect(folder.read("note.txt") == "a note\n")
    #expect(folder.read("s.jsonl").contains(#""text":"x""#) == (status == 0))
  }

  @Test("asks which of two sessions is meant")
  func several() throws {
    let folder = try TemporaryFolder()
    let arguments = ["record", "-q", "--interval", "10ms", "-o"]
    let first = try RunningTool(arguments + ["a.jsonl"], in: folder.path)
    let second = try RunningTool(arguments + ["b.jsonl"], in: folder.path)
    #expect(first.wait { folder.read("a.jsonl").contains("\n[") })
    #expect(second.wait { folder.read("b.jsonl").contains("\n[") })
    let result = try RunningTool.run(["mark", "x"], in: folder.path)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "kmem: .: 2 sessions in this folder are being recorded: a.jsonl, b.jsonl; name one with --session\n")
    for process in [first.process, second.process] { kill(process, SIGTERM) }
    #expect(first.finish().status == 0)
    #expect(second.finish().status == 0)
  }
}
