@testable import Capture
import Glibc
@testable import KernelMemory
@testable import SessionFile
@testable import Storage
import TestSupport
import Testing

@Suite("Line appender")
struct LineAppenderTests {
  /// A pipe whose writing end never waits: once it is full it behaves like a full disk.
  private struct Pipe: ~Copyable {
    let reading: Int32
    let writing: Int32

    init() throws {
      var ends: [Int32] = [0, 0]
      guard unsafe pipe(&ends) == 0 else { throw TemporaryFolder.Failure(errno: errno) }
      (reading, writing) = (ends[0], ends[1])
      for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    func drain(_ most: Int = .max) -> [UInt8] {
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while bytes.count < most {
        let room = min(most - bytes.count, chunk.count)
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(reading, $0.baseAddress, room) }
        guard count > 0 else { return bytes }
        bytes += chunk[..<count]
      }
      return bytes
    }

    deinit { close(reading) }
  }

  private static func line(_ number: Int, length: Int = 500) -> LineBatch {
    LineBatch("[\(number)," + String(repeating: "7", count: length) + "]\n", .sample)
  }

  @Test("keeps lines while none can be written, and writes them whole and in order afterwards")
  func recovers() throws {
    let pipe = try Pipe()
    var appender = LineAppender(adopting: Descriptor(adopting: pipe.writing), name: "pipe", now: 0, sync: nil)
    var expected: [UInt8] = []
    var count = 0
    while appender.delay == nil {
      let line = LineAppenderTests.line(count)
      expected += line.bytes
      try appender.write(line)
      count += 1
      try #require(count < 10_000)
    }
    #expect(appender.delay?.cause == .inputOutput(errno: EAGAIN))
    for number in count..<(count + 20) {
      let line = LineAppenderTests.line(number)
      expected += line.bytes
      try appender.write(line)
    }
    var got = pipe.drain()
    try appender.flush()
    #expect(appender.delay == nil)
    got += pipe.drain()
    #expect(got == expected)
    try appender.finish()
  }

  @Test("drops samples beyond its limit, keeps events, and says how many samples are lost")
  func drops() throws {
    let pipe = try Pipe()
    var appender = LineAppender(adopting: Descriptor(adopting: pipe.writing), name: "pipe", now: 0, sync: nil)
    let event = LineBatch("{\"event\":\"columns\"}\n", .lasting)
    for number in 0..<10_000 {
      try appender.write(LineAppenderTests.line(number))
      if number % 1000 == 0 { try appender.write(event) }
    }
    var got = pipe.drain()
    while appender.isDelayed {
      try appender.flush()
      got += pipe.drain()
    }
    let lines = got.split(separator: UInt8(ascii: "\n"))
    let events = lines.count { $0.first == UInt8(ascii: "{") }
    #expect(events == 10)
    let dropped = appender.takeDropped() ?? 0
    #expect(lines.count - events + dropped == 10_000)
    let kept = LineAppender.pendingLimit / LineAppenderTests.line(2000).bytes.count
    #expect((kept...(kept + 200)).contains(lines.count - events))
    let again = appender.takeDropped()
    #expect(again == nil)
    // The numbers go up: what is dropped is dropped behind what is kept.
    let numbers = lines.compactMap {
      Int(String(decoding: $0.dropFirst().prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self))
    }
    #expect(numbers == Array(0..<numbers.count))
    try appender.finish()
  }

  @Test("keeps no gaps beyond its limit, so that a disk may be full for any time")
  func gaps() throws {
    let pipe = try Pipe()
    var appender = LineAppender(adopting: Descriptor(adopting: pipe.writing), name: "pipe", now: 0, sync: nil)
    for number in 0..<10_000 {
      var lines = LineBatch(SessionText.event(.gap(milliseconds: 70), time: 1, elapsed: 1), .passing)
      lines.append(LineAppenderTests.line(number))
      try appender.write(lines)
    }
    var got = pipe.drain()
    while appender.isDelayed {
      try appender.flush()
      got += pipe.drain()
    }
    let samples = got.split(separator: UInt8(ascii: "\n")).count { $0.first == UInt8(ascii: "[") }
    let dropped = appender.takeDropped() ?? 0
    #expect(dropped > 0)
    #expect(samples + dropped == 10_000)
    try appender.finish()
  }

  @Test("goes on in another file with whole lines, where a part of one is in the old file")
  func moves() throws {
    let old = try Pipe()
    let new = try Pipe()
    var appender = LineAppender(adopting: Descriptor(adopting: old.writing), name: "old", now: 0, sync: nil)
    var count = 0
    while !appender.isDelayed {
      try appender.write(LineAppenderTests.line(count, length: 6000))
      count += 1
    }
    // Of the lines that are kept, the old file takes some bytes more.
    for number in count..<(count + 5) { try appender.write(LineAppenderTests.line(number, length: 6000)) }
    count += 5
    var first: [UInt8] = []
    repeat {
      first += old.drain(4096)
      try appender.flush()
      var left: Int32 = 0
      // FIONREAD: what is in the pipe.
      #expect(unsafe ioctl(old.reading, 0x541b, &left) == 0)
      let isDelayed = appender.isDelayed
      try #require(isDelayed)
      if (first.count + Int(left)) % LineAppenderTests.line(10, length: 6000).bytes.count > 100 { break }
    } while true
    appender.goOn(in: Descriptor(adopting: new.writing), name: "new", with: "{}\n", now: 0)
    var second: [UInt8] = []
    while appender.isDelayed {
      try appender.flush()
      second += new.drain()
    }
    first += old.drain()
    #expect(first.last != UInt8(ascii: "\n"))
    let whole = first.count { $0 == UInt8(ascii: "\n") }
    let expected = (whole..<count).flatMap { LineAppenderTests.line($0, length: 6000).bytes }
    #expect(second == Array("{}\n".utf8) + expected)
    try appender.finish()
  }

  @Test(
    "waits where writing may succeed later, and for nothing else",
    arguments: [
      (ENOSPC, true), (EDQUOT, true), (EFBIG, true), (EROFS, true), (EIO, true), (ENOMEM, true), (ESTALE, true),
      (EAGAIN, true), (EPIPE, false), (EBADF, false), (EPERM, false), (EINVAL, false),
    ])
  func passing(_ number: Int32, _ isPassing: Bool) {
    #expect(LineAppender.isPassing(number) == isPassing)
  }

  @Test("gives up when even events are too many, and says how many lines are lost")
  func givesUp() throws {
    let pipe = try Pipe()
    var appender = LineAppender(adopting: Descriptor(adopting: pipe.writing), name: "pipe", now: 0, sync: nil)
    let event = LineBatch(
      "{\"event\":\"mark\",\"text\":\"" + String(repeating: "x", count: 500) + "\"}\n", .lasting)
    var failure: SessionError?
    var count = 0
    while failure == nil, count < 10_000 {
      do { try appender.write(event) } catch { failure = error }
      count += 1
    }
    let lost = try #require(failure?.what.split(separator: " ").compactMap { Int($0) }.first)
    #expect(failure?.exitCode == 74)
    let whole = pipe.drain().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).count - 1
    #expect(whole + lost == count)
  }

  @Test("fails at once where waiting cannot help")
  func fails() throws {
    let readOnly = try Descriptor(opening: "/dev/null", O_RDONLY)
    var appender = LineAppender(adopting: readOnly, name: "null", now: 0, sync: nil)
    #expect(throws: SessionError(cannot: "write", errno: EBADF, file: "null")) {
      try appender.write(LineBatch("x\n", .lasting))
    }
    var full = LineAppender(adopting: try Descriptor(opening: "/dev/full", O_WRONLY), name: "full", now: 0, sync: nil)
    #expect(throws: SessionError.self) { try full.write(LineBatch("x\n", .lasting), mayWait: false) }
    #expect(full.delay == SessionError(cannot: "write", errno: ENOSPC, file: "full"))
  }

  @Test("has the disk store lines when it is time, and at the end whenever that is")
  func stores() throws {
    // A descriptor for the path alone cannot store, which shows the attempt. Glibc's module does not show O_PATH.
    let pathOnly: Int32 = 0o10_000_000
    let second: Int64 = 1_000_000_000
    for (sync, now, isTried) in [
      (nil, 100 * second, false), (0, 1, true), (10_000, 9 * second, false), (10_000, 10 * second, true),
    ] as [(Int64?, Int64, Bool)] {
      var appender = LineAppender(
        adopting: try Descriptor(opening: "/dev/null", pathOnly), name: "null", now: 0, sync: sync)
      _ = try? appender.write(LineBatch("x\n", .lasting))
      appender.sync(now: now)
      #expect(appender.hasFailedToStore == isTried)
    }
  }
}
