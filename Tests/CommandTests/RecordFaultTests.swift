import Glibc
import KernelMemory
import TestSupport
import Testing

/// What `kmem record` says to people, and with which status it fails.
@Suite("kmem record: words and faults", .timeLimit(.minutes(20)))
struct RecordFaultTests {
  @Test("chooses a name for the file, and a status line on a terminal alone")
  func terminal() throws {
    let bench = try RecordBench()
    let terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(terminal >= 0)
    defer { close(terminal) }
    // TIOCSPTLCK and TIOCGPTN: what unlockpt(3) and ptsname(3) do.
    var unlocked: Int32 = 0
    var number: Int32 = 0
    #expect(unsafe ioctl(terminal, 0x4004_5431, &unlocked) == 0 && ioctl(terminal, 0x8004_5430, &number) == 0)
    let other = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    try #require(other >= 0)
    defer { close(other) }
    var size = winsize(ws_row: 24, ws_col: 60, ws_xpixel: 0, ws_ypixel: 0)
    #expect(unsafe ioctl(other, UInt(TIOCSWINSZ), &size) == 0)
    let arguments = bench.arguments(["--samples", "3"])
    let result = try RunningTool(arguments, in: bench.folder.path, terminal: other).finish()
    #expect(result.status == 0)
    // The kernel hands a terminal's bytes on in its own time, and in pieces.
    var shown = ""
    while !shown.contains("kmem: next: ") {
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(terminal, $0.baseAddress, $0.count) }
      try #require(count > 0)
      shown += String(decoding: bytes.prefix(count), as: UTF8.self)
    }
    // On a busy machine the first sample may come some milliseconds late, and others be drawn as well.
    let pieces = shown.split(separator: "\r", omittingEmptySubsequences: false)
    let summary = try #require(pieces.firstIndex { $0.hasPrefix("kmem: 3 samples in kmem-web3-") })
    try #require(summary >= 3, "\(shown)")
    #expect(pieces[1].hasSuffix(" ms  1 sample  Slab 50 KiB  KernelStack 16 KiB"))
    #expect(pieces[summary - 1] == String(repeating: " ", count: pieces[summary - 2].count))
    #expect(shown.contains("Z.jsonl (samples)"))
  }

  @Test(
    "fails with a status that says what kind of fault it was",
    arguments: [
      (["--interval", "9ms"], 64, "from 10ms to 1h"), (["--interval", "61m"], 64, "from 10ms to 1h"),
      (["--append"], 64, "need a file"),
      (["--samples", "0"], 64, "at least 1"), (["--append", "--overwrite"], 64, "exclude each other"),
      (["-o", "-", "--", "true"], 64, "must be a file"), (["-o", "-", "--append"], 64, "only be written to"),
      (["-o", "no/such/folder.jsonl"], 74, "kmem: no/such/folder.jsonl: cannot create it: No such file or directory"),
      (["--root", "nowhere"], 74, "kmem: nowhere/proc/meminfo: cannot open it: No such file or directory"),
      (["-o", "/dev/full", "--overwrite"], 74, "kmem: /dev/full: cannot write it: No space left on device"),
    ])
  func failures(_ arguments: [String], _ status: Int, _ words: String) throws {
    let bench = try RecordBench()
    let result = try RunningTool.run(["record", "--root", "root"] + arguments, in: bench.folder.path)
    #expect(result.status == status)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("keeps what fits when the disk is full, and says what is lost")
  func full() throws {
    let bench = try RecordBench()
    // A limit of the file's size stands for a full disk: two blocks of 512 or 1024 bytes, as the shell counts them.
    let arguments = bench.arguments(["-o", "s.jsonl", "--samples", "100"])
    let script = ["-c", "ulimit -f 2; exec \"$0\" \"$@\"", try RunningTool.path()]
    let result = try RunningTool(script + arguments, in: bench.folder.path, program: "/bin/sh").finish()
    #expect(result.status == 74)
    let said = result.errors.split(separator: "\n")
    #expect(said[1] == "kmem: s.jsonl: cannot write it: File too large; samples are kept in memory for now")
    let written = try bench.session().times.count
    #expect(written > 0)
    // 100 samples, the cost and the end of the recording, and gaps where the machine is busy; of one line a part may be in the file.
    let last = try #require(said.first { $0.contains("; the last ") })
    let lost = try #require(last.split(separator: " ").compactMap { Int($0) }.first)
    #expect(last.contains("; the last \(lost) lines are lost;"))
    #expect((102 - written...202 - written).contains(lost), "\(said) \(written)")
  }
}
