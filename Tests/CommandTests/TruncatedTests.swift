import Glibc
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// Session files that are cut under the recorder, as logrotate's `copytruncate` does.
@Suite("truncated sessions", .timeLimit(.minutes(20)))
struct TruncatedTests {
  @Test(
    "begin anew with a header, and both parts are read and counted",
    arguments: [": > s.jsonl", "truncate -s 7 s.jsonl"])
  func copied(_ command: String) throws {
    let bench = try CrashBench()
    let tool = try bench.start("-o", "s.jsonl")
    #expect(tool.wait { bench.lines("s.jsonl") >= 40 })
    #expect(unsafe system("cd \(bench.folder.path) && cp s.jsonl old.jsonl && \(command)") == 0)
    #expect(tool.waitForErrors("s.jsonl: was truncated; the recording goes on in it behind a new header"))
    #expect(tool.wait { bench.lines("s.jsonl") >= 30 })
    tool.send(SIGTERM)
    let result = tool.finish()
    #expect(result.status == 0)
    let session = try bench.session("s.jsonl")
    let old = try bench.session("old.jsonl")
    #expect(
      result.errors.contains("\(session.times.count) samples in s.jsonl since it was truncated, "), "\(result.errors)")
    #expect(result.errors.contains(" before (SIGTERM)"))
    #expect(session.events.last?.kind == .end(reason: "SIGTERM"))
    #expect(
      session.remarks.map(\.text).contains(
        "the file was truncated while it was recorded, and what was cut off is not in it"))
    #expect(session.header.start == old.header.start)
    let both = try Session(reading: ["s.jsonl", "old.jsonl"].map { .file(bench.folder.path + "/" + $0) })
    #expect(both.times == old.times + session.times)
    #expect(both.column("Slab")?.values.contains(Column.absent) == false)
    let marked = try RunningTool.run(["mark", "x", "--session", "s.jsonl"], in: bench.folder.path)
    #expect(marked.status == 0, "\(marked.errors)")
    #expect(try bench.start("-o", "s.jsonl", "--append", "--samples", "2").finish().status == 0)
    #expect(try bench.session("s.jsonl").times.count == session.times.count + 2)
  }

  @Test("keep what is left of them, and a line that was cut is not mixed up with the next")
  func partly() throws {
    let bench = try CrashBench()
    let tool = try bench.start("-o", "s.jsonl")
    #expect(tool.wait { bench.lines("s.jsonl") >= 40 })
    #expect(unsafe truncate(bench.folder.path + "/s.jsonl", 5000) == 0)
    #expect(tool.waitForErrors("was truncated"))
    #expect(tool.wait { bench.lines("s.jsonl") >= 40 })
    tool.send(SIGTERM)
    let result = tool.finish()
    let session = try bench.session("s.jsonl")
    #expect(session.parts.count == 2 && session.parts[0].samples.count > 5)
    #expect(
      result.errors.contains("\(session.parts[1].samples.count) samples in s.jsonl since it was truncated, "),
      "\(result.errors)")
    #expect(session.remarks.map(\.text).count { $0.hasPrefix("a line is neither") } == 1, "\(session.remarks)")
  }

  @Test("take what was kept in memory while the disk was full")
  func full() throws {
    let bench = try CrashBench()
    guard let disk = SmallDisk(bench.folder.path + "/disk", kilobytes: 64) else { try Test.cancel("may not mount") }
    let tool = try bench.start("-o", "disk/s.jsonl")
    #expect(tool.wait { bench.lines("disk/s.jsonl") >= 3 })
    let filler = try disk.fill()
    #expect(tool.waitForErrors("samples are kept in memory for now"))
    let begin = CrashBench.now
    #expect(tool.wait { CrashBench.now - begin > 100_000 })
    let last = try bench.session("disk/s.jsonl").times.last
    #expect(unsafe truncate(bench.folder.path + "/disk/s.jsonl", 0) == 0)
    unsafe unlink(filler)
    #expect(tool.waitForErrors("all samples that were kept in memory are written"))
    tool.send(SIGTERM)
    let result = tool.finish()
    #expect(result.status == 0)
    let session = try bench.session("disk/s.jsonl")
    #expect(
      result.errors.contains("\(session.times.count) samples in disk/s.jsonl since it was truncated, "),
      "\(result.errors)")
    let gap = try #require(session.times.first) - (try #require(last))
    #expect((1...1000).contains(gap), "none of those that were kept is lost")
  }

  @Test("are told from files that others append to, and from pipes")
  func marked() throws {
    let bench = try CrashBench()
    let tool = try bench.start("-o", "s.jsonl")
    for count in 1...5 {
      #expect(tool.wait { bench.lines("s.jsonl") >= 4 * count })
      #expect(try RunningTool.run(["mark", "m\(count)", "--session", "s.jsonl"], in: bench.folder.path).status == 0)
    }
    tool.send(SIGTERM)
    #expect(!tool.finish().errors.contains("truncated"))
    #expect(try bench.session("s.jsonl").parts.count == 1)
  }
}
