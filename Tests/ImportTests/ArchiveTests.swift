import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// Archives and reports of many files are read as the folder that they were made of.
@Suite struct ArchiveTests {
  private static let dump = "MemTotal: 1000000 kB\nSlab: 100000 kB\n"
  private static let moment: Int64 = 1_767_225_900_000

  private static func fixture(_ name: String) throws -> String {
    String(decoding: try Fixtures.data(Fixtures.path("Imports/" + name)), as: UTF8.self)
  }

  /// What sos puts together: one moment of /proc, a day of sysstat twice, a log.
  private static func sos() throws -> [(name: String, text: String)] {
    let log = try fixture("oom.log").replacing("[Thu Jan  1 00:00:00 2026]", with: "Jan  1 00:03:00 shop-3 kernel:")
    return [
      ("proc/meminfo", dump), ("sys/devices/system/node/node0/meminfo", "Node 0 MemTotal: 5 kB\n"),
      (
        "proc/slabinfo",
        """
        slabinfo - version: 2.1
        # name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables …
        dentry 1000 2100 192 21 1 : tunables 0 0 0 : slabdata 100 100 0
        kmalloc-2k 16 16 2048 16 8 : tunables 0 0 0 : slabdata 1 1 0

        """
      ),
      (
        "proc/vmallocinfo",
        "0xffffc90000000000-0xffffc90000005000   20480 kernel_clone+0x94/0x3e0 pages=4 vmalloc N0=4\n"
      ),
      ("sos_commands/date/date", "Thu Jan  1 00:05:00 UTC 2026\n"),
      ("sos_commands/kernel/uname_-a", "Linux shop-3 6.1.0-9-amd64 #1 SMP Debian x86_64 GNU/Linux\n"),
      ("sos_commands/sar/sa01.xml", try fixture("sadf.xml")), ("sos_commands/sar/sar01", try fixture("sar-12h.txt")),
      ("var/log/messages", log),
    ].map { ("sosreport-shop-3/" + $0.0, $0.1) }
  }

  private static func check(_ session: Session) throws {
    let day: Int64 = 1_767_225_600_000
    #expect(session.header.host.name == "shop-3")
    #expect(session.header.host.kernelRelease == "6.1.0-9-amd64")
    #expect(session.header.recorder == "test import sos")
    #expect(session.times == [day - 599_000, day + 1000, day + 180_000, moment])
    #expect(session.values("Slab") == ["100000", "110000", "84000", "100000"])
    #expect(session.owners.map(\.time) == [day + 180_000, moment])
    let last = try #require(session.owners.last)
    #expect(last[.slab]?.owners.map(\.name) == ["dentry", "kmalloc-2k"])
    #expect(last[.slab]?.owners.map { $0.values[0] } == [400, 32])
    #expect(last[.vmalloc]?.owners.map(\.name) == ["thread stacks"])
    #expect(last[.vmalloc]?.owners.map { $0.values[0] } == [16])
  }

  @Test func readsASosreportAsAFolder() throws {
    let folder = try TemporaryFolder()
    for (name, text) in try Self.sos() { try folder.write(text, to: name) }
    let list = try InputList([folder.path], ImportOptions(tool: "test"))
    #expect(list.sessions.count == 1)
    try Self.check(try Session(reading: list.sessions, columns: .all))
  }

  @Test func readsASosreportAsAnArchive() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/sosreport.tar"
    try folder.write(Fixtures.tar(try Self.sos()), to: "sosreport.tar")
    let list = try InputList([path], ImportOptions(tool: "test"))
    #expect(list.sessions.count == 1)
    try Self.check(try Session(reading: list.sessions, columns: .all))
  }

  @Test func leavesOutWhatHasNoTime() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixtures.tar(try Self.sos().filter { !$0.name.hasSuffix("/date") }), to: "a.tar")
    let session = try Session(reading: InputList([folder.path + "/a.tar"], ImportOptions(tool: "test")).sessions)
    #expect(session.times.count == 2)
    #expect(session.remarkTexts.contains { $0.contains("the report says no time of its own") })
  }

  /// The files of an archive are told by their content, as those of a folder; what nobody knows is passed over.
  @Test(arguments: ["dumps.tar", "dumps.tar.xz"]) func readsTheFilesOfAnArchive(name: String) throws {
    let list = try InputList([Fixtures.path("Imports/archives/" + name)], ImportOptions(tool: "test"))
    let session = try Session(reading: list.sessions)
    #expect(session.values("Slab") == ["40", "44", "48", "52"])
    #expect(session.times.first == 1_795_348_800_000)
  }

  @Test func refusesAnArchiveOfWhatNobodyKnows() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixtures.tar([("a", "hello\n"), ("b", "there\n")]), to: "a.tar")
    let error = #expect(throws: SessionError.self) {
      _ = try InputList([folder.path + "/a.tar"], ImportOptions(tool: "test"))
    }
    #expect(error?.what == "none of its 2 files is of a format that kmem reads")
    #expect(error?.exitCode == 2)
  }

  /// Cut anywhere, an archive is read or refused.
  @Test func survivesCuts() throws {
    let whole = Fixtures.tar(try Self.sos())
    let folder = try TemporaryFolder()
    for length in stride(from: 512, to: whole.count, by: 1713) {
      try folder.write(Array(whole[..<length]), to: "a.tar")
      guard let list = try? InputList([folder.path + "/a.tar"], ImportOptions(tool: "test")) else { continue }
      _ = try Session(reading: list.sessions, columns: .all)
    }
  }
}
