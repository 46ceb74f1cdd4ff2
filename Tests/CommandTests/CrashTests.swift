import Glibc
import KernelMemory
import TestSupport
import Testing

/// Recorders that are killed: what was written stays, and what was being written is one line at most.
@Suite("killed recorders", .timeLimit(.minutes(20)))
struct CrashTests {
  /// xorshift: the same instants in every run, as far as the machine allows.
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(sides))
    }
  }

  @Test("lose at most the line in flight, 60 times each", arguments: 1...5)
  func kill(_ seed: Int) throws {
    let bench = try CrashBench()
    var dice = Dice(state: 0x9e37_79b9_7f4a_7c15 &* UInt64(seed))
    var before: [UInt8] = []
    for round in 0..<60 {
      let tool = try bench.start("-o", "s.jsonl", before.isEmpty ? "--overwrite" : "--append", "--quiet")
      if dice.roll(5) > 0 {
        // A header and some samples behind what was there, then any moment of a sample's 10 ms.
        let count = before.count { $0 == UInt8(ascii: "\n") } + 2 + dice.roll(4)
        #expect(tool.wait { bench.lines("s.jsonl") >= count }, "seed \(seed), round \(round)")
      }
      let deadline = CrashBench.now + dice.roll(12_000)
      while CrashBench.now < deadline { sched_yield() }
      let seen = bench.bytes("s.jsonl")
      tool.send(SIGKILL)
      #expect(tool.finish().status == 128 + 9)
      let after = bench.bytes("s.jsonl")
      #expect(after.starts(with: before), "seed \(seed), round \(round): an earlier recording changed")
      #expect(after.starts(with: seen), "seed \(seed), round \(round): what was written is lost")
      before = after
    }
    try check(before, bench.session("s.jsonl"))
  }

  /// Every line is whole, or was the last of its recording; the reader finds every sample that is there.
  private func check(_ bytes: [UInt8], _ session: Session) throws {
    var samples = 0
    var torn = 0
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if line.first == UInt8(ascii: "[") {
        let isWhole =
          line.last == UInt8(ascii: "]") && line.count { $0 == UInt8(ascii: ",") } == CrashBench.counters.count + 2
        samples += isWhole ? 1 : 0
        torn += isWhole ? 0 : 1
      } else if line.first != UInt8(ascii: "{") || line.last != UInt8(ascii: "}") {
        torn += 1
      }
    }
    #expect(session.times.count == samples)
    #expect(torn < session.parts.count)
    #expect(session.parts.count > 40)
    for part in session.parts {
      // Samples follow each other; where the machine was too busy for 60 ms, the recording says so.
      let steps = zip(session.times[part.samples], session.times[part.samples].dropFirst()).map { ($0, $1 - $0) }
      for (time, step) in steps where step > 61 {
        let isTold = session.events.contains { abs($0.time - time) <= 1 && $0.isPause }
        #expect(
          isTold, "\(step) ms are missing after \(time): \(session.events.map(\.time).filter { abs($0 - time) < 500 })")
      }
    }
  }

  @Test("go on behind a header that was torn")
  func tornHeader() throws {
    let bench = try CrashBench()
    let tool = try bench.start("-o", "s.jsonl", "--samples", "2")
    #expect(tool.finish().status == 0)
    let whole = bench.folder.read("s.jsonl")
    for length in [0, 1, 20, 300] {
      try bench.folder.write(String(whole.prefix(length)), to: "s.jsonl")
      let second = try bench.start("-o", "s.jsonl", "--append", "--samples", "2").finish()
      if length == 0 {
        #expect(second.status == 0, "\(second.errors)")
        #expect(try bench.session("s.jsonl").times.count == 2)
      } else {
        // Nothing can be told of whose file it is: it is left alone, and the way out is named.
        #expect(second.status == 2)
        #expect(second.errors.contains("s.jsonl"), "\(second.errors)")
        #expect(bench.folder.read("s.jsonl") == whole.prefix(length))
      }
    }
  }

  @Test("refuse a session of another version, and say the way out")
  func version() throws {
    let bench = try CrashBench()
    let text = #"{"kmem":"session","version":2,"start":1,"host":{},"columns":["time","Slab"]}"# + "\n[1,2]\n"
    try bench.folder.write(text, to: "s.jsonl")
    for arguments in [
      ["record", "--root", "root", "-o", "s.jsonl", "--append"], ["report", "s.jsonl"], ["info", "s.jsonl"],
    ] {
      let result = try RunningTool.run(arguments, in: bench.folder.path)
      #expect(result.status == 2)
      #expect(result.errors.contains("version 2"), "\(result.errors)")
      #expect(result.errors.contains("newer kmem") || result.errors.contains("update kmem"), "\(result.errors)")
      #expect(bench.folder.read("s.jsonl") == text)
    }
  }
}
