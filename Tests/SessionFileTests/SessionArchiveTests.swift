@testable import KernelMemory
@testable import SessionFile
@testable import Storage
import TestSupport
import Testing

@Suite struct SessionArchiveTests {
  /// A page as a report writes it around the data.
  private static func page(_ gzip: [UInt8], before: String = "") -> [UInt8] {
    Array("<!DOCTYPE html>\n<html>\(before)<p><data id=\"session-data\" value=\"".utf8) + base64(gzip)
      + Array("\">all samples</data></p></html>\n".utf8)
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return stride(from: 0, to: bytes.count, by: 3).flatMap { start -> [UInt8] in
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      return (0..<4).map { $0 <= group.count ? alphabet[bits >> (18 - 6 * $0) & 63] : UInt8(ascii: "=") }
    }
  }

  private static func content(_ input: SessionInput) throws -> [UInt8] {
    var source = try ByteSource(input)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1000)
    while case let count = try source.read(into: &chunk, at: 0), count > 0 { bytes += chunk[..<count] }
    return bytes
  }

  @Test(arguments: 0..<20) func aCopyIsTheSameBytes(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed))
    let (_, text) = RoundTripTests.session(&generator)
    let copy = try SessionArchive.copy(of: Fixtures.session(text), samples: 1, limit: 1 << 20)
    let archive = try #require(copy)
    let blanks = String(repeating: " <d ", count: Int.random(in: 0..<30_000, using: &generator))
    let report = SessionInput.bytes(Self.page(archive.gzip, before: blanks), name: "r.html")
    #expect(try Self.content(report) == Array(text.utf8))
    let again = try SessionArchive.copy(of: report, samples: 1, limit: 1 << 20)
    #expect(again?.gzip == archive.gzip)
  }

  @Test(arguments: 0..<40) func writtenAnewItIsTheSameSession(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed))
    let (_, text) = RoundTripTests.session(&generator)
    let (_, other) = RoundTripTests.session(&generator)
    // Two headers in one file: parts, perhaps of two boots, and clocks that go back.
    let first = try SessionReading([Fixtures.session(text + other)], columns: .all)
    let archive = try #require(SessionArchive.text(of: first.session, counts: first.countNames, limit: 1 << 20))
    let second = try SessionReading([.bytes(Self.page(archive.gzip), name: "r.html")], columns: .all)
    #expect(second.session.times == first.session.times)
    #expect(second.session.columns == first.session.columns)
    #expect(second.session.parts == first.session.parts)
    #expect(second.session.events == first.session.events)
    #expect(second.session.remarks.map(\.text).sorted() == first.session.remarks.map(\.text).sorted())
    #expect(Set(second.countNames) == Set(first.countNames).intersection(first.session.columns.map(\.name)))
  }

  @Test func ownersAreInside() throws {
    let list = OwnerList(
      .threads, columns: [.kib, .count],
      owners: [Owner("nginx", [160, 10]), Owner("kworker (kernel)", [32, Column.absent])],
      restCount: 3, restKiB: 48)
    let snapshots = (Int64(0)..<5).map {
      OwnerSnapshot(time: $0 * 1000, reason: .period, lists: [list], facts: [.files: $0])
    }
    let header = SessionHeader(recorder: "x", start: 0, interval: 1000)
    let session = Session(
      header: header, parts: [SessionPart(header: header, samples: 0..<5)], times: [0, 1000, 2000, 3000, 4000],
      columns: [Column(name: "Slab", values: [1, 2, 3, 4, 5])], owners: snapshots)
    let archive = try #require(SessionArchive.text(of: session, counts: [], limit: 1 << 20))
    #expect(try Session(reading: [.bytes(Self.page(archive.gzip), name: nil)]).owners == snapshots)
  }

  /// Noise that no compressor takes, with one spike, one gap and one mark.
  private static func long() throws -> (input: SessionInput, reading: SessionReading) {
    var generator = Generator(seed: 7)
    var text =
      #"{"kmem":"session","version":1,"recorder":"x","start":0,"interval_ms":1000,"columns":["time","elapsed","Slab","Percpu","Dirty"],"counts":[]}"#
      + "\n"
    for second in (Int64(0)..<20_000) where second < 9000 || second >= 9600 {
      let slab = second == 7777 ? 900_000_000 : Int64.random(in: 100_000_000...200_000_000, using: &generator)
      let percpu = Int64.random(in: 1000...99_999_999, using: &generator)
      text += "[\(second * 1000),\(second * 1000),\(slab),\(percpu),\(second)]\n"
    }
    text += #"{"event":"mark","time":5000500,"elapsed":5000500,"text":"here"}"# + "\n"
    text += #"{"event":"end","time":19999000,"elapsed":19999000,"reason":"SIGTERM"}"# + "\n"
    let input = Fixtures.session(text, name: "long.jsonl")
    return (input, try SessionReading([input], columns: .report, isIndexed: true))
  }

  @Test(arguments: [60_000, 20_000, 3000]) func thinningKeepsWhatTells(limit: Int) throws {
    let (input, reading) = try Self.long()
    let session = reading.session
    #expect(try SessionArchive.copy(of: input, samples: 1, limit: limit) == nil)
    let thin = try SessionArchive.thinned(session, of: reading, from: input, limit: limit)
    let archive = try #require(thin)
    #expect(archive.gzip.count <= limit)
    #expect(archive.samples < session.times.count)
    let back = try Session(reading: [.bytes(Self.page(archive.gzip), name: nil)], columns: .all)
    #expect(back.times.count == archive.samples)
    #expect(back.header.thinned == archive.thinned)
    #expect(back.events == session.events)
    #expect(back.remarks.last?.text.hasPrefix("of 19400 samples only those were kept") == true)
    #expect(back.columns.map(\.name) == ["Slab", "Percpu", "Dirty"])
    for name in ["Slab", "Percpu"] {
      let all = try #require(session.column(name)?.values)
      let some = try #require(back.column(name)?.values)
      #expect(some.max() == all.max())
      #expect(some.min() == all.min())
      #expect(some.last == all.last)
    }
    // Every value that was kept is that of its time.
    #expect(zip(back.times, back.column("Dirty")?.values ?? []).allSatisfy { $0 == $1 * 1000 })
    #expect(try Session(reading: [.bytes(Self.page(archive.gzip), name: nil)]).runs.count == 2)
  }

  /// A report does not look at Dirty, so that it takes the sample in which Dirty is damaged.
  @Test func aSampleThatIsDamagedElsewhereMovesNoOther() throws {
    let header =
      #"{"kmem":"session","version":1,"recorder":"x","start":0,"columns":["time","Slab","Dirty"],"counts":[]}"#
    let input = Fixtures.session(header + "\n[1,5,7]\n[2,6,x]\n[3,7,9]\n[4,8,9]\n", name: "damaged.jsonl")
    #expect(try Session(reading: [input]).times == [1, 2, 3, 4])
    #expect(try SessionReading.columns(at: [1, 3], in: input)?.map(\.values) == [[5, 7], [7, 9]])
    #expect(try SessionReading.columns(at: [2, 3], in: input) == nil)
  }

  /// Lines are taken as they stand, from a file, from memory, and out of gzip and a page.
  @Test func telltaleLinesAreCopied() throws {
    let (input, reading) = try Self.long()
    let text = try Self.content(input)
    let lines = Set(String(decoding: text, as: UTF8.self).split(separator: "\n"))
    let folder = try TemporaryFolder()
    try folder.write(String(decoding: text, as: UTF8.self), to: "long.jsonl")
    let whole = try #require(try SessionArchive.copy(of: input, samples: 1, limit: 1 << 20))
    let inputs: [SessionInput] = [
      input, .file(folder.path + "/long.jsonl"), .bytes(whole.gzip, name: nil),
      .bytes(Self.page(whole.gzip), name: nil),
    ]
    for limit in [60_000, 3000] {
      let archives = try inputs.map { input in
        try SessionArchive.thinned(reading.session, of: reading, from: input, limit: limit)
      }
      let first = try #require(archives[0])
      for archive in archives { #expect(archive?.gzip == first.gzip) }
      let content = String(decoding: try Self.content(.bytes(first.gzip, name: nil)), as: UTF8.self)
      let samples = content.split(separator: "\n").filter { $0.hasPrefix("[") }
      #expect(samples.count == first.samples)
      #expect(samples.allSatisfy(lines.contains))
    }
  }

  /// Where lines do not say their times, or have several orders, samples are written anew.
  @Test(arguments: [
    (
      #"{"event":"columns","time":99000,"added":["X"],"removed":[],"columns":["time","X","Slab","Dirty"],"counts":[]}"#,
      0
    ),
    (#"{"kmem":"session","version":1,"recorder":"x","start":0,"columns":["time","Dirty","Slab"],"counts":[]}"#, 0),
    ("", -50_000),
  ]) func otherSessionsAreWrittenAnew(between: String, shift: Int64) throws {
    var generator = Generator(seed: 3)
    var text =
      #"{"kmem":"session","version":1,"recorder":"x","start":0,"columns":["time","Slab","Dirty"],"counts":[]}"# + "\n"
    let numbers = (Int64(0)..<20_000).map { _ in Int64.random(in: 100_000...999_999, using: &generator) }
    for (second, number) in zip(Int64(0)..., numbers) {
      let time = second * 1000 + (second < 100 ? 0 : shift)
      let isOther = second >= 100 && !between.isEmpty
      if second == 100, isOther { text += between + "\n" }
      let values = !isOther ? "\(number),7" : between.contains("added") ? "1,\(number),7" : "7,\(number)"
      text += "[\(time),\(values)]\n"
    }
    let input = Fixtures.session(text, name: "odd.jsonl")
    let reading = try SessionReading([input], columns: .report, isIndexed: true)
    #expect(reading.index == nil)
    let thin = try SessionArchive.thinned(reading.session, of: reading, from: input, limit: 30_000)
    let archive = try #require(thin)
    let back = try Session(reading: [.bytes(Self.page(archive.gzip), name: nil)], columns: .all)
    #expect(back.times.count == archive.samples)
    let known = Dictionary(uniqueKeysWithValues: zip(reading.session.times, numbers))
    #expect(zip(back.times, try #require(back.column("Slab")?.values)).allSatisfy { known[$0] == $1 })
    #expect(back.column("Dirty")?.values.allSatisfy { $0 == 7 } == true)
  }

  /// What was read is still known where the file has become another one.
  @Test func aFileThatIsReplacedMeanwhileIsNotCopied() throws {
    let (input, reading) = try Self.long()
    let text = String(decoding: try Self.content(input), as: UTF8.self).replacing("\n[", with: "\n ")
    let other = Fixtures.session(text, name: "other")
    let thin = try SessionArchive.thinned(reading.session, of: reading, from: other, limit: 60_000)
    let back = try Session(reading: [.bytes(Self.page(try #require(thin).gzip), name: nil)])
    #expect(back.columns.map(\.name) == ["Slab", "Percpu"])
    #expect(back.column("Slab")?.values.max() == 900_000_000)
  }

  @Test func whatCannotBeThinnedEnoughIsLeftOut() throws {
    let (input, reading) = try Self.long()
    #expect(try SessionArchive.thinned(reading.session, of: reading, from: input, limit: 100) == nil)
    #expect(try SessionArchive.thinned(reading.session, of: reading, from: nil, limit: 100) == nil)
  }

  private static let start = "<!DOCTYPE html><html><head><meta name=\"generator\" content=\"kmem\"/>"

  /// Pages that hold no session, and the whole message.
  @Test(arguments: [
    (
      "<html><p>hello</p></html>",
      "a:1:1: not a session: it is an HTML page; give the session that the report was made from"
    ),
    (
      start + "<p>no data</p>",
      "a: it is a report without its session, as --no-data leaves it; give the session that the report was made from"
    ),
    (
      start + "<data id=\"session-data\" value=\"",
      "a: not a session: the gzip data end too early; what was there was read; take the file's original"
    ),
    (
      start + "<data id=\"session-data\" value=\"\">",
      "a: not a session: the gzip data end too early; what was there was read; take the file's original"
    ),
    (
      start + "<data id=\"session-data\" value=\"AAAA\">",
      "a: not a session: the gzip data are damaged; they were read up to there; take the file's original"
    ),
    (
      start + "<data id=\"session-data\" value=\"&amp;\">",
      "a: not a session: the gzip data end too early; what was there was read; take the file's original"
    ),
  ])
  func pagesWithoutASession(page: String, message: String) {
    let error = #expect(throws: SessionError.self) { try Session(reading: [.bytes(Array(page.utf8), name: "a")]) }
    #expect(error?.description == message)
  }

  @Test func dataThatAreCutOffGiveWhatIsThere() throws {
    let (input, _) = try Self.long()
    let copy = try SessionArchive.copy(of: input, samples: 1, limit: 1 << 20)
    let page = Self.page(try #require(copy).gzip)
    let session = try Session(reading: [.bytes(Array(page[..<(page.count / 2)]), name: "a")])
    #expect(session.times.count > 1000)
    #expect(session.remarks.contains { $0.text == "the gzip data end too early; what was there was read" })
  }
}
