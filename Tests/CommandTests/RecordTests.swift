import Glibc
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@Suite("kmem record", .timeLimit(.minutes(20)))
struct RecordTests {
  @Test(
    "ends cleanly on a signal, and names it",
    arguments: zip([SIGINT, SIGTERM, SIGHUP], ["SIGINT", "SIGTERM", "SIGHUP"]))
  func signals(_ signal: Int32, _ name: String) throws {
    let bench = try RecordBench()
    let tool = try bench.start("-o", "s.jsonl", "--label", "nightly")
    #expect(tool.wait { bench.samples().count >= 3 })
    tool.send(signal)
    let result = tool.finish()
    #expect(result.status == 0)
    let count = bench.samples().count
    // Not a terminal: no status line, only what came of it.
    #expect(
      result.errors
        == """
        kmem: records into s.jsonl every 10 ms, until Ctrl-C
        kmem: \(count) samples in s.jsonl (\(name))
        kmem: next: kmem report s.jsonl

        """)
    #expect(result.output.isEmpty)
    #expect(bench.text().hasSuffix("\n"))
    let session = try bench.session()
    #expect(session.events.map(\.kind).last == .end(reason: name))
    #expect(session.times.count == count)
    #expect(session.header.label == "nightly")
    #expect(session.header.host.name == "web3")
    #expect(session.header.interval == 10)
    #expect(session.ends(.tasks)?.first == 101)
    #expect(session.remarks.isEmpty)
  }

  @Test("leaves a readable file behind when it is killed, and goes on with it")
  func kill9() throws {
    let bench = try RecordBench()
    let tool = try bench.start("-o", "s.jsonl")
    #expect(tool.wait { bench.samples().count >= 5 })
    tool.send(SIGKILL)
    #expect(tool.finish().status == 128 + 9)
    let before = bench.text()
    #expect(before.hasSuffix("]\n"))
    #expect(try bench.session().times.count == bench.samples().count)
    // As if the power had gone in the middle of a line.
    try bench.folder.write(before + "[17954560", to: "s.jsonl")
    #expect(try bench.record("-o", "s.jsonl", "--append", "--samples", "2").status == 0)
    #expect(bench.text().hasPrefix(before + "[17954560\n{\"kmem\":\"session\""))
    let session = try bench.session()
    #expect(session.parts.count == 2)
    #expect(session.parts.last?.samples.count == 2)
  }

  @Test("refuses a file that is there, and another host's")
  func existing() throws {
    let bench = try RecordBench()
    #expect(try bench.record("-o", "s.jsonl", "--samples", "1", "--quiet").errors.isEmpty)
    let before = bench.text()
    let refused = try bench.record("-o", "s.jsonl", "--samples", "1")
    #expect(refused.status == 2)
    #expect(
      refused.errors
        == "kmem: s.jsonl: is there already; add --append or --overwrite, or choose another file with -o\n")
    try bench.folder.write("db1\n", to: "root/proc/sys/kernel/hostname")
    let other = try bench.record("-o", "s.jsonl", "--append", "--samples", "1")
    #expect(other.status == 2)
    #expect(other.errors.hasPrefix("kmem: s.jsonl: is a session of the host web3, and this host is db1;"))
    #expect(bench.text() == before)
    #expect(try bench.record("-o", "s.jsonl", "--overwrite", "--samples", "2").status == 0)
    #expect(bench.samples().count == 2)
    #expect(bench.text().contains("db1"))
  }

  @Test("lets one recorder at a time have a file")
  func locked() throws {
    let bench = try RecordBench()
    let tool = try bench.start("-o", "s.jsonl")
    #expect(tool.wait { bench.samples().count >= 1 })
    for flag in ["--append", "--overwrite"] {
      let second = try bench.record("-o", "s.jsonl", flag)
      #expect(second.status == 2)
      #expect(second.errors == "kmem: s.jsonl: is being recorded already; choose another file with -o\n")
    }
    tool.send(SIGTERM)
    #expect(tool.finish().status == 0)
    #expect(try bench.session().parts.count == 1)
  }

  @Test("notes when counters come and go")
  func columns() throws {
    let bench = try RecordBench()
    let tool = try bench.start("-o", "s.jsonl")
    #expect(tool.wait { bench.samples().count >= 2 })
    try bench.meminfo("MemTotal:        1000 kB\nSlab:              60 kB\nKernelStack:       16 kB\nPercpu: 7 kB\n")
    #expect(tool.wait { bench.text().contains("\"event\":\"columns\"") })
    try bench.meminfo("MemTotal:        1000 kB\nSlab:              70 kB\nPercpu: 7 kB\n")
    #expect(tool.wait { bench.text().split(separator: "\"event\":\"columns\"").count == 3 })
    tool.send(SIGINT)
    #expect(tool.finish().status == 0)
    let session = try bench.session()
    let changes = session.events.filter { if case .columnChange = $0.kind { true } else { false } }
    #expect(
      changes.map(\.kind) == [
        .columnChange(added: ["Percpu"], removed: []), .columnChange(added: [], removed: ["KernelStack"]),
      ])
    #expect(session.column("Percpu")?.value(at: 0) == nil)
    #expect(session.column("Percpu")?.last == 7)
    #expect(session.column("KernelStack")?.last == 16)
    #expect(session.column("KernelStack")?.values.last == Column.absent)
    #expect(session.column("Slab")?.values.last == 70)
  }

  @Test("passes a command's status on", arguments: [("exit 0", 0), ("exit 7", 7), ("kill -KILL $$", 137)])
  func command(_ script: String, _ status: Int) throws {
    let bench = try RecordBench()
    let result = try bench.record("-o", "s.jsonl", "--", "sh", "-c", script)
    #expect(result.status == status)
    #expect(result.errors.contains("(command ended)"))
    let kinds = try bench.happenings()
    #expect(kinds == [.commandStart("sh -c " + script), .commandEnd(status: status), .end(reason: "command ended")])
  }

  @Test("gives the command its streams, a clean signal mask, and no descriptor of the session")
  func inheritance() throws {
    let bench = try RecordBench()
    let result = try bench.record(
      "-q", "-o", "s.jsonl", "--", "sh", "-c", "grep -E '^Sig(Blk|Ign)' /proc/self/status; ls -l /proc/self/fd >&2")
    #expect(result.status == 0)
    // The C library keeps signals 32 and 33 to itself.
    let masks = result.output.split(separator: "\n").map {
      $0.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
    }
    #expect(masks.map { $0.map { $0 & 0x7fff_ffff } } == [0, 0])
    #expect(result.errors.contains("pipe:"))
    #expect(!result.errors.contains("s.jsonl"))
  }

  @Test("says that a command cannot be started, as a shell does", arguments: [("no-such-program", 127), ("/", 126)])
  func noCommand(_ command: String, _ status: Int) throws {
    let bench = try RecordBench()
    let result = try bench.record("-o", "s.jsonl", "--", command)
    #expect(result.status == status)
    #expect(result.errors.contains("\nkmem: \(command): cannot start it: "))
  }

  @Test("passes a signal on to the command and records its end; a second one ends the recording")
  func forwarding() throws {
    let bench = try RecordBench()
    let script = "trap 'echo caught; exit 5' TERM; echo ready; read line"
    let tool = try bench.start("-o", "s.jsonl", "--", "sh", "-c", script)
    #expect(tool.waitForOutput("ready"))
    tool.send(SIGTERM)
    #expect(tool.finish().status == 5)
    #expect(try bench.happenings().suffix(2) == [.commandEnd(status: 5), .end(reason: "SIGTERM")])

    let stubborn = try bench.start(
      "-o", "t.jsonl", "--", "sh", "-c", "trap 'echo caught' TERM; echo ready; while read line || :; do :; done")
    #expect(stubborn.waitForOutput("ready"))
    stubborn.send(SIGTERM)
    #expect(stubborn.waitForOutput("caught"))
    stubborn.send(SIGTERM)
    #expect(stubborn.wait { bench.text("t.jsonl").contains(#""reason":"SIGTERM""#) })
    stubborn.send(SIGHUP)
    #expect(stubborn.finish().status == 128 + 1)
  }

  @Test("goes on through a hang-up that nohup ignores")
  func nohup() throws {
    let bench = try RecordBench()
    let script = ["-c", "trap '' HUP; exec \"$0\" \"$@\"", try RunningTool.path()]
    let tool = try RunningTool(script + bench.arguments(["-o", "s.jsonl"]), in: bench.folder.path, program: "/bin/sh")
    #expect(tool.wait { bench.samples().count >= 1 })
    tool.send(SIGHUP)
    let count = bench.samples().count
    #expect(tool.wait { bench.samples().count >= count + 3 })
    tool.send(SIGTERM)
    #expect(tool.finish().status == 0)
    #expect(try bench.happenings() == [.end(reason: "SIGTERM")])
  }

  @Test("records as a gap that it was stopped, and fills nothing in")
  func gap() throws {
    let bench = try RecordBench()
    let tool = try bench.start("-o", "s.jsonl")
    #expect(tool.wait { bench.samples().count >= 2 })
    tool.send(SIGSTOP)
    var code: Int32 = 0
    #expect(unsafe waitpid(tool.process, &code, WUNTRACED) == tool.process && code & 0xff == 0x7f)
    let before = bench.samples().count
    var begin = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &begin)
    #expect(
      tool.wait {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        return (now.tv_sec - begin.tv_sec) * 1000 + (now.tv_nsec - begin.tv_nsec) / 1_000_000 >= 150
      })
    #expect(bench.samples().count == before)
    tool.send(SIGCONT)
    #expect(tool.wait { bench.text().contains(#""event":"gap""#) })
    tool.send(SIGTERM)
    #expect(tool.finish().status == 0)
    let session = try bench.session()
    let gaps = session.events.compactMap { event -> (time: Int64, length: Int64)? in
      if case .gap(let length) = event.kind { (event.time, length) } else { nil }
    }
    let gap = try #require(gaps.first { $0.length >= 150 })
    // It lies between two samples that follow each other.
    let index = try #require(session.times.firstIndex(of: gap.time))
    #expect(abs(session.times[index + 1] - session.times[index] - gap.length) <= 1)
  }

  @Test("ends after a time or a number of samples")
  func limits() throws {
    let bench = try RecordBench()
    #expect(try bench.record("-o", "s.jsonl", "--samples", "7").status == 0)
    #expect(bench.samples().count == 7)
    #expect(try bench.session().events.map(\.kind).last == .end(reason: "samples"))
    #expect(try bench.record("-o", "s.jsonl", "--overwrite", "--duration", "55ms").status == 0)
    let session = try bench.session()
    #expect(session.events.map(\.kind).last == .end(reason: "duration"))
    // At 0, 10, … 50 and 55 ms, unless the host was too busy for some.
    #expect((2...7).contains(session.times.count))
    let last = try #require(session.times.last)
    // Times are cut to whole milliseconds.
    #expect(last - session.header.start >= 54)
  }

  @Test("says what it has cost itself, before the end")
  func cost() throws {
    let bench = try RecordBench()
    #expect(try bench.record("-o", "s.jsonl", "--samples", "3").status == 0)
    let kinds = try bench.session().events.map(\.kind).suffix(2)
    guard case .cost(let cpu, let memory) = kinds.first else { Issue.record("no cost in \(kinds)"); return }
    #expect(cpu > 0)
    #expect(try #require(memory) > Bytes(1 << 20))
    #expect(kinds.last == .end(reason: "samples"))
  }

  @Test("takes a time, always or off for --sync", arguments: ["always", "off", "20ms", "1h"])
  func sync(_ text: String) throws {
    let bench = try RecordBench()
    #expect(try bench.record("-o", "s.jsonl", "--samples", "4", "--sync", text).status == 0)
    #expect(bench.samples().count == 4)
    for wrong in ["2h", "on", "0s"] {
      let result = try bench.record("-o", "t.jsonl", "--samples", "1", "--sync", wrong)
      #expect(result.status == 64)
      #expect(result.errors.contains("--sync"), "\(result.errors)")
    }
  }

  @Test("writes to standard output")
  func standardOutput() throws {
    let bench = try RecordBench()
    let result = try bench.record("-o", "-", "--samples", "3")
    #expect(result.status == 0)
    #expect(
      result.errors
        == """
        kmem: records into standard output every 10 ms, and ends after 3 samples, or on Ctrl-C
        kmem: 3 samples in standard output (samples)

        """)
    let session = try Session(reading: [.bytes(Array(result.output.utf8), name: nil)])
    #expect(session.times.count == 3)
  }
}
