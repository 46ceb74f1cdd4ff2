import Glibc
import KernelMemory
import TestSupport
import Testing

/// A recording around a job: before it, after it, and again and again.
@Suite("kmem record around a command", .timeLimit(.minutes(20)))
struct RecordJobTests {
  @Test func beforeAndAfter() throws {
    let bench = try RecordBench()
    let result = try bench.record("-o", "s.jsonl", "--before", "60ms", "--after", "80ms", "--", "true")
    #expect(result.status == 0)
    #expect(
      result.errors.hasPrefix("kmem: records into s.jsonl every 10 ms, and ends 80 ms after true ends, or on Ctrl-C\n"))
    #expect(try bench.happenings() == [.commandStart("true"), .commandEnd(status: 0), .end(reason: "command ended")])
    let session = try bench.session()
    let start = try #require(session.events.first { $0.kind == .commandStart("true") }?.time)
    let end = try #require(session.events.first { $0.kind == .commandEnd(status: 0) }?.time)
    let last = try #require(session.times.last)
    #expect(start - session.header.start >= 59)
    #expect(last - end >= 79)
    #expect(session.times.count { $0 < start } >= 2)
    #expect(session.times.count { $0 > end } >= 2)
  }

  @Test func eachIterationHasAMark() throws {
    let bench = try RecordBench()
    let result = try bench.record("-o", "s.jsonl", "--repeat", "3", "--", "true")
    #expect(result.status == 0)
    #expect(
      try bench.happenings() == [
        .commandStart("true"), .mark("iteration 1"), .mark("iteration 2"), .mark("iteration 3"),
        .commandEnd(status: 0), .end(reason: "command ended"),
      ])
  }

  /// The second of three fails: the rest is left out, or runs with --keep-going; the status is that of the one that failed.
  @Test(arguments: [(false, 2), (true, 3)]) func theFirstThatFailsDecides(_ keepsGoing: Bool, _ runs: Int) throws {
    let bench = try RecordBench()
    let script = "echo x >> runs; test $(wc -l < runs) -ne 2 || exit 7"
    let options = ["-o", "s.jsonl", "--repeat", "3", "--after", "20ms"] + (keepsGoing ? ["--keep-going"] : [])
    let result = try RunningTool.run(
      bench.arguments(options + ["--", "sh", "-c", script]), in: bench.folder.path)
    #expect(result.status == 7)
    #expect(bench.folder.read("runs") == String(repeating: "x\n", count: runs))
    #expect(try bench.happenings().contains(.commandEnd(status: 7)))
    #expect(try bench.happenings().last == .end(reason: "command ended"))
  }

  /// A signal before the command starts ends the recording, and is no success.
  @Test func aSignalBeforeTheCommand() throws {
    let bench = try RecordBench()
    let tool = try bench.start("-o", "s.jsonl", "--before", "1h", "--", "true")
    #expect(tool.wait { bench.samples().count >= 2 })
    tool.send(SIGTERM)
    #expect(tool.finish().status == 128 + 15)
    #expect(try bench.happenings() == [.end(reason: "SIGTERM")])
  }

  /// A signal behind it ends the recording with the command's own status.
  @Test func aSignalAfterTheCommand() throws {
    let bench = try RecordBench()
    let tool = try bench.start("-o", "s.jsonl", "--after", "1h", "--", "sh", "-c", "exit 3")
    #expect(tool.wait { bench.text().contains("command_end") })
    tool.send(SIGTERM)
    #expect(tool.finish().status == 3)
    #expect(
      try bench.happenings() == [
        .commandStart("sh -c exit 3"), .commandEnd(status: 3), .end(reason: "SIGTERM"),
      ])
  }

  @Test func withoutACommandThereIsNoBefore() throws {
    let bench = try RecordBench()
    let result = try bench.record("-o", "s.jsonl", "--before", "5s")
    #expect(result.status == 64)
    #expect(
      result.errors
        == "kmem: --before, --after, --repeat and --keep-going are for a command: add -- COMMAND. See kmem record --help.\n"
    )
  }
}
