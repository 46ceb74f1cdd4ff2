import FoundationEssentials
import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@Suite struct MeminfoImportTests {
  static let dump = "MemTotal: 1000 kB\nSlab: 40 kB\nHugePages_Total: 2\n"

  private func convert(_ text: String, time: Int64? = nil) throws -> String {
    let sink = try Importer(MeminfoFormat(), ImportOptions(tool: "test", label: "x", time: time))
      .convert([Fixtures.session(text, name: "a")], to: MemorySink())
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  @Test func writesASession() throws {
    let text = try convert("# 1795348800\n" + Self.dump + "# 1795348801.5\n" + Self.dump.replacing("40", with: "44"))
    let header = SessionHeader(
      label: "x", recorder: "test import meminfo", start: 1_795_348_800_000,
      host: HostFacts(memTotal: Bytes(kibibytes: 1000)))
    #expect(
      text == SessionText.header(
        header, columns: ["time", "Slab", "MemTotal", "HugePages_Total"], counts: ["HugePages_Total"])
        + "[1795348800000,40,1000,2]\n[1795348801500,44,1000,2]\n"
        + #"{"event":"end","time":1795348801500,"reason":"end of input"}"# + "\n")
  }

  @Test func tellsSpoiltLinesFromCountersThatAreGone() throws {
    let less = Self.dump.replacing("Slab: 40 kB\n", with: "")
    let dumps = [Self.dump, less, Self.dump, less, less, less, less, Self.dump, Self.dump + "Percpu: 3 kB\n"]
    let text = dumps.enumerated().map { "\(1_795_348_800 + $0)\n\($1)" }.joined()
    let session = try Session(reading: [Fixtures.session(try convert(text))])
    #expect(session.values("Slab") == ["40", "-", "40", "-", "-", "-", "-", "40", "40"])
    #expect(session.values("Percpu") == ["-", "-", "-", "-", "-", "-", "-", "-", "3"])
    #expect(
      session.events == [
        SessionEvent(time: 1_795_348_803_000, kind: .columnChange(added: [], removed: ["Slab"])),
        SessionEvent(time: 1_795_348_807_000, kind: .columnChange(added: ["Slab"], removed: [])),
        SessionEvent(time: 1_795_348_808_000, kind: .columnChange(added: ["Percpu"], removed: [])),
        SessionEvent(time: 1_795_348_808_000, kind: .end(reason: "end of input")),
      ])
  }

  @Test func remarksComeThrough() throws {
    let text = try convert("2026-11-22 12:00:00\n" + Self.dump + "Slab: 41 kB\n")
    let session = try Session(reading: [Fixtures.session(text)])
    #expect(
      session.remarks == [
        Remark("the times name no zone; UTC was assumed", file: "a", line: 1),
        Remark("Slab appears more than once; its first value was taken", file: "a", line: 5),
      ])
  }

  @Test func readsAFolderByTheNamesOfItsFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kmem-\(UInt64.random(in: 0...UInt64.max))")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, slab) in [("m-2026-11-22T12:00:01Z", "41"), ("m-2026-11-22T12:00:00Z", "40"), ("notes.txt", "0")] {
      let text = Self.dump.replacing("40", with: slab)
      try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
    }
    let session = try Fixtures.importing(.file(folder))
    #expect(session.times == [1_795_348_800_000, 1_795_348_801_000])
    #expect(session.values("Slab") == ["40", "41"])
    #expect(session.remarks == [Remark("notes.txt has no time in its name; it was left out", file: folder)])
  }

  @Test func takesTheTimeOfASingleDump() throws {
    #expect(try convert(Self.dump, time: 5).contains("\n[5,40,1000,2]\n"))
  }

  static let wrong: [(String, String)] = [
    (
      dump,
      "a:1:1: nothing says when this dump of /proc/meminfo was taken; give its time with --time, or put a line with it "
        + "before the dump"
    ),
    (
      dump + dump,
      "a:1:1: it holds 2 dumps of /proc/meminfo and no times; say how far apart they are, as --interval 60s, and when "
        + "the first was taken, as --time 2026-11-22T03:11:20Z"
    ),
    ("", "a: it is empty; give the text of /proc/meminfo"),
    (
      "hello\n",
      "a:1:1: no counter of /proc/meminfo was found in it; give the text of /proc/meminfo, with a line that holds "
        + "the time before each dump"
    ),
    (Fixtures.header, "a:1:1: it is a session already; use it as it is"),
  ]

  @Test(arguments: wrong) func saysWhatIsWrong(text: String, message: String) {
    let error = #expect(throws: SessionError.self) { _ = try convert(text) }
    #expect(error?.description == message)
    #expect(error?.exitCode == 2)
  }
}
