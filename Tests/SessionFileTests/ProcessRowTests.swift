import KernelMemory
import SessionFile
import Storage
import Testing

/// Processes behind a growth in a session file.
@Suite struct ProcessRowTests {
  private static let details = ProcessDetails(
    pid: 22_440, name: "worker-pool", parentName: "systemd", cgroup: "/system.slice/worker.service",
    figures: [.parent: 1, .started: 900, .openFiles: 1024, .tasksMax: 4915, .tasks: 2104])

  private static func session(_ line: String) throws -> Session {
    let header = SessionText.header(
      SessionHeader(recorder: "kmem test", start: 1_700_000_000_000, interval: 1000), columns: ["time", "Slab"],
      counts: [])
    let bytes = Array((header + line + "[1700000000000,5]\n[1700000001000,5]\n").utf8)
    return try Session(reading: [.bytes(bytes, name: "made")])
  }

  private static var snapshot: OwnerSnapshot {
    var snapshot = OwnerSnapshot(time: 1_700_000_000_500, reason: .period, facts: [.files: 9])
    snapshot.processes = [details]
    return snapshot
  }

  @Test func areReadAsTheyWereWritten() throws {
    let line = SessionText.owners(Self.snapshot, elapsed: nil)
    #expect(
      line.contains(
        #""processes":[{"pid":22440,"name":"worker-pool","parent_name":"systemd","cgroup":"/system.slice/worker.service","#
          + #""parent":1,"started":900,"nofile":1024,"pids_max":4915,"pids_current":2104}]"#))
    #expect(try Self.session(line).owners.first?.processes == [Self.details])
    var none = Self.snapshot
    none.processes = []
    #expect(!SessionText.owners(none, elapsed: nil).contains("processes"))
  }

  @Test(
    arguments: [
      (#"[1,"x",null,[],{}]"#, []), (#"[{"name":"x"}]"#, []), (#"[{"pid":-1}]"#, []),
      (#"[{"pid":7,"nofile":"many","parent":1e99,"cgroup":5}]"#, ["(empty name)"]),
      (#"[{"pid":7,"name":"x","new":[1]}]"#, ["x"]),
    ] as [(String, [String])])
  func oddOnesAreNotKnown(_ text: String, _ names: [String]) throws {
    let line =
      #"{"event":"owners","time":1700000000500,"reason":"period","facts":{"files":9},"lists":[],"processes":"# + text
      + "}\n"
    let snapshot = try #require(try Self.session(line).owners.first)
    #expect(snapshot.facts[.files] == 9)
    #expect(snapshot.processes.map(\.name) == names)
    #expect(snapshot.processes.allSatisfy { $0.figures.isEmpty })
  }

  @Test func namesAreRedacted() throws {
    let session = try Self.session(SessionText.owners(Self.snapshot, elapsed: nil))
    let redacted = Redaction(session)(session).owners.first?.processes.first
    #expect(redacted?.name == "process-1" && redacted?.parentName == "process-2" && redacted?.cgroup == "cgroup-1")
    #expect(redacted?.figures == Self.details.figures)
  }
}
