@testable import Capture
import Glibc
@testable import KernelMemory
@testable import SessionFile
@testable import Storage
import TestSupport
import Testing

@Suite("Mark")
struct MarkTests {
  private static let order = ColumnOrder(["Slab"], counts: [], hasElapsed: true, hasTasks: false)

  private static func header(start: Int64, bootID: String?, bootTime: Int64?) -> String {
    SessionText.header(
      SessionHeader(
        recorder: "kmem test", start: start, interval: 1000,
        host: HostFacts(name: "web3", bootID: bootID, bootTime: bootTime)), order: order)
  }

  /// 2023-11-14T22:13:20Z, 500 s after boot.
  private static let now = ClockReading(
    real: 1_700_000_000_000_000, monotonic: 400_000_000_000, boot: 500_000_000_000)

  @Test("carries the time since the last header's start, on the clock that is never set")
  func elapsed() throws {
    let folder = try TemporaryFolder()
    // The second part began 20 s ago; the wall clock has been set by an hour since.
    let text =
      MarkTests.header(start: 1_000_000, bootID: "other", bootTime: 0) + "[1000000,0,5]\n"
      + MarkTests.header(start: 1_699_996_380_000, bootID: "this", bootTime: 1_699_995_900_000)
      + "[1699996380000,0,5]\n"
    try folder.write(text, to: "s.jsonl")
    try Mark.append(text: "déployé \"4711\"", to: folder.path + "/s.jsonl", at: MarkTests.now, bootID: "this")
    #expect(
      folder.read("s.jsonl") == text
        + #"{"event":"mark","time":1700000000000,"elapsed":20000,"text":"déployé \"4711\""}"# + "\n")
  }

  @Test(
    "has no elapsed time where the session is of another boot, or does not say",
    arguments: [
      ("other", Int64(0)), (nil, 0), ("this", nil), ("this", -1_000_000_000_000),
    ] as [(String?, Int64?)])
  func otherBoot(_ bootID: String?, _ bootTime: Int64?) throws {
    let folder = try TemporaryFolder()
    let text = MarkTests.header(start: 1_699_999_980_000, bootID: bootID, bootTime: bootTime)
    try folder.write(text, to: "s.jsonl")
    try Mark.append(text: "x", to: folder.path + "/s.jsonl", at: MarkTests.now, bootID: "this")
    #expect(folder.read("s.jsonl") == text + #"{"event":"mark","time":1700000000000,"text":"x"}"# + "\n")
  }

  @Test("is read back at its place, behind a torn line too")
  func torn() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      MarkTests.header(start: 1_699_999_980_000, bootID: nil, bootTime: nil) + "[1699999980000,0,5]\n[16999999",
      to: "s.jsonl")
    try Mark.append(text: "x", to: folder.path + "/s.jsonl", at: MarkTests.now, bootID: "this")
    let session = try Session(reading: [.file(folder.path + "/s.jsonl")])
    #expect(session.events.map(\.kind).contains(.mark("x")))
    #expect(session.times == [1_699_999_980_000])
  }

  @Test(
    "refuses what is no session, and leaves it alone",
    arguments: [
      ("", "is not a session of kmem"), ("hello\n", "is not a session of kmem"), ("{}\n", "is not a session of kmem"),
      ("{\"kmem\":\"session\",\"version\":9}\n", "the session is of version 9"),
      ("\u{1f}\u{8b}", "is not a session of kmem"),
    ])
  func noSession(_ text: String, _ what: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "s.jsonl")
    let error = #expect(throws: SessionError.self) {
      try Mark.append(text: "x", to: folder.path + "/s.jsonl", at: MarkTests.now, bootID: nil)
    }
    #expect(error?.what.hasPrefix(what) == true, "\(error?.what ?? "")")
    #expect(error?.exitCode == 2)
    #expect(folder.read("s.jsonl") == text)
  }

  @Test(
    "refuses texts that a report could not show",
    arguments: [
      ("", 1, "is empty"), (" \n", 1, "is empty"), ("a\tb", 1, "has the control character U+0009"),
      ("a\u{1b}[31m", 1, "has the control character U+001B"), ("a\u{85}", 1, "has the control character U+0085"),
      ("é", 2049, "is 4098 bytes long"),
    ])
  func text(_ piece: String, _ count: Int, _ what: String) {
    let text = String(repeating: piece, count: count)
    let error = #expect(throws: SessionError.self) {
      try Mark.append(text: text, to: "/nowhere/s.jsonl", at: MarkTests.now, bootID: nil)
    }
    #expect(error?.what == what)
  }

  @Test("finds the one session of a folder that a recorder has locked")
  func finds() throws {
    let folder = try TemporaryFolder()
    let text = MarkTests.header(start: 0, bootID: nil, bootTime: nil)
    for name in ["a.jsonl", "b.jsonl", "c.txt"] { try folder.write(text, to: name) }
    let path = folder.path
    #expect(
      throws: SessionError(
        "no session in this folder is being recorded", file: path, mend: "name the session file with --session")
    ) {
      try Mark.session(in: path)
    }
    let first = try RecordingFile.open(path + "/b.jsonl", existing: .append, host: "web3")
    let other = try RecordingFile.open(path + "/c.txt", existing: .append, host: "web3")
    #expect(try Mark.session(in: path) == path + "/b.jsonl")
    let second = try RecordingFile.open(path + "/a.jsonl", existing: .append, host: "web3")
    let error = #expect(throws: SessionError.self) { try Mark.session(in: path) }
    #expect(error?.what == "2 sessions in this folder are being recorded: a.jsonl, b.jsonl")
    _ = (first.number, second.number, other.number)
  }
}
