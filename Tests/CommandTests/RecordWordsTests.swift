import Capture
import KernelMemory
import Testing
@testable import kmem

@Suite("Lengths of time and words")
struct RecordWordsTests {
  @Test(
    "reads lengths of time",
    arguments: zip(
      ["200ms", "1s", "10m", "1h30m", "2d", "1d2h3m4s5ms", "090s", "0.5s", "1,25s", "1m0.001s", "1.5h"],
      [200, 1000, 600_000, 5_400_000, 172_800_000, 93_784_005, 90_000, 500, 1250, 60_001, 5_400_000]))
  func durations(_ text: String, _ milliseconds: Int64) throws {
    #expect(try DurationArgument(text).milliseconds == milliseconds)
  }

  @Test(
    "refuses other texts, and says why",
    arguments: [
      ("", "it is empty"), ("5", "5 has no unit"), ("s", "a number is missing"), ("1x", "x is no unit"),
      ("0.0005s", "not a whole number of milliseconds"), ("1.s", ".s is no fraction"), ("1.5m3s", "not a whole"),
      ("30m1h", "h comes too late"), ("1s1s", "s comes too late"),
      ("0s", "it is nothing"),
      ("-1s", "a number is missing"), ("1 s", "1 has no unit"),
      ("99999999999999999999s", "longer than a hundred years"),
      ("40000d", "longer than a hundred years"),
    ])
  func noDurations(_ text: String, _ words: String) {
    let error = #expect(throws: (any Error).self) { try DurationArgument(text) }
    #expect("\(error.map { "\($0)" } ?? "")".contains(words))
  }

  @Test("fits the status line into the terminal, and redraws it at most four times a second")
  func statusLine() {
    func progress(_ elapsed: Int64, _ slab: Int64) -> RecordingProgress {
      RecordingProgress(
        elapsed: elapsed, samples: 83,
        values: [
          .init(dimension: .slab, first: Bytes(kibibytes: 1024), last: Bytes(kibibytes: slab)),
          .init(dimension: .vmallocUsed, first: nil, last: nil),
          .init(dimension: .kernelStack, first: Bytes(kibibytes: 16), last: Bytes(kibibytes: 16)),
        ])
    }
    #expect(
      StatusLine.text(progress(82_000, 2048), width: 80)
        == "82 s  83 samples  Slab 2.00 MiB +1.00 MiB  KernelStack 16 KiB")
    #expect(StatusLine.text(progress(82_000, 2048), width: 50) == "82 s  83 samples  Slab 2.00 MiB +1.00 MiB")
    #expect(StatusLine.text(progress(82_000, 2048), width: 4) == "82 s")
    var line = StatusLine(width: 50)
    #expect(line.erase().isEmpty)
    #expect(line.draw(progress(82_000, 2048)) == "\r82 s  83 samples  Slab 2.00 MiB +1.00 MiB")
    #expect(line.draw(progress(82_249, 4096)).isEmpty)
    #expect(line.draw(progress(82_250, 1024)) == "\r82 s  83 samples  Slab 1.00 MiB          ")
    #expect(line.erase() == "\r" + String(repeating: " ", count: 31) + "\r")
  }

  @Test(
    "quotes file names for the shell",
    arguments: zip(
      ["s.jsonl", "a/b-c_1.jsonl", "my file", "it's", "$x", "é"],
      ["s.jsonl", "a/b-c_1.jsonl", "'my file'", "'it'\\''s'", "'$x'", "'é'"]))
  func quoting(_ path: String, _ word: String) {
    #expect(RecordCommand.quoted(path) == word)
  }
}
