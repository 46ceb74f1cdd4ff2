import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// What inputs are is told by their content, and a command gets sessions whatever it was given.
@Suite struct InputListTests {
  private static let dumps = "1795348800\nMemTotal: 1000 kB\nSlab: 40 kB\n1795348801\nMemTotal: 1000 kB\nSlab: 44 kB\n"

  private static func name(_ text: String) throws -> String {
    let head = try ImportHead(.bytes(Array(text.utf8), name: nil))
    switch InputKind(head) {
    case .session: return "session"
    case .format(let format): return format.name
    case .unknown: return "unknown"
    }
  }

  /// A beginning and what it is.
  static let heads: [(String, String)] = [
    (Fixtures.header, "session"), ("\n" + dumps, "meminfo"), ("time,Slab\n1,2\n", "csv"),
    ("\u{feff}t;kbslab;x\n1;2;3\n", "csv"), ("node_memory_Slab_bytes\ttime\n1\t2\n", "csv"),
    ("time,what\n1,2\n", "unknown"), ("hello, world\n", "unknown"), ("", "unknown"), ("{\"a\":1}\n", "unknown"),
    ("<html><head><meta name=\"generator\" content=\"kmem\"/></head></html>", "session"),
  ]

  @Test(arguments: heads) func tellsFormatsByContent(text: String, name: String) throws {
    #expect(try Self.name(text) == name)
  }

  @Test func everyFormatHasANameOfItsOwn() {
    let names = ImportFormats.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(ImportFormats.named(name)?.name == name) }
    #expect(ImportFormats.named("nothing") == nil)
  }

  @Test func importsWhatIsNoSession() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.dumps, to: "a.txt")
    try folder.write(Fixtures.header + "[1000,0,7,10,99,5]\n", to: "b.txt")
    let list = try InputList([folder.path + "/a.txt", folder.path + "/b.txt"], ImportOptions(tool: "test"))
    #expect(list.sessions.count == 2)
    #expect(list.sessions.last == .file(folder.path + "/b.txt"))
    let session = try Session(reading: [list.sessions[0]])
    #expect(session.values("Slab") == ["40", "44"])
    #expect(session.header.recorder == "test import meminfo")
  }

  @Test func readsTheFilesOfAFolderTogether() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.dumps.replacing("17953488", with: "17953489"), to: "later/b")
    try folder.write(Self.dumps, to: "a")
    try folder.write("notes\n", to: "README")
    let list = try InputList([folder.path], ImportOptions(tool: "test"))
    #expect(list.sessions.count == 1)
    let session = try Session(reading: list.sessions)
    #expect(session.values("Slab") == ["40", "44", "40", "44"])
    #expect(session.times.first == 1_795_348_800_000)
  }

  @Test func refusesAFolderWithoutAnyOfThem() throws {
    let folder = try TemporaryFolder()
    try folder.write("notes\n", to: "README")
    let error = #expect(throws: SessionError.self) {
      _ = try InputList([folder.path], ImportOptions(tool: "test"))
    }
    #expect(error?.what == "none of its 1 files is of a format that kmem reads")
    #expect(error?.exitCode == 2)
  }

  /// Nothing that was read without one sample passes for a session.
  @Test(arguments: ["t,Slab\n", "1795348800\n", "MemTotal: 7 kB\n"]) func refusesWhatHoldsNoSample(text: String) {
    for format in ImportFormats.all {
      let error = #expect(throws: SessionError.self) {
        _ = try Importer(format, ImportOptions(tool: "test")).convert([Fixtures.session(text)], to: MemorySink())
      }
      #expect(error?.exitCode == 2)
    }
  }

  @Test func theNewestRowMayStandFirst() throws {
    let csv = Fixtures.session("t,Slab\n30,3\n20,2\n10,1\n")
    let sink = try Importer(CSVFormat(), ImportOptions(tool: "test")).convert([csv], to: MemorySink())
    let session = try Session(reading: [.bytes(sink.bytes, name: nil)])
    #expect(session.times == [10_000, 20_000, 30_000])
    #expect(session.values("Slab") == ["1", "2", "3"])
    #expect(session.remarkTexts == ["0 the newest row stands first; the rows were turned round"])
    #expect(!session.events.contains { if case .clockJump = $0.kind { true } else { false } })
  }

  /// Cells of a column of kB, and whether they are refused as what cannot be known.
  @Test(arguments: [
    (["16.244", "90.720"], true), (["1,562,344", "999"], true), (["16.244", "90.72"], false),
    (["0.244", "0.125"], false), (["16244", "90.720"], false),
  ]) func asksAboutDigitGroups(cells: [String], isRefused: Bool) throws {
    let text = "t;Slab\n" + cells.enumerated().map { "\($0);\($1)\n" }.joined()
    let importer = Importer(CSVFormat(), ImportOptions(tool: "test"))
    let error = Result { try importer.convert([Fixtures.session(text)], to: MemorySink()) }
    switch error {
    case .success: #expect(!isRefused)
    case .failure(let error): #expect(isRefused && "\(error)".contains("digit groups"))
    }
  }
}
