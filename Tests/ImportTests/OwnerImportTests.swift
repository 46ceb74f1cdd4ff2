import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// Who owns memory, told by files that do not say how much there is: they stand beside a record, and alone they are refused.
@Suite struct OwnerImportTests {
  struct Case: Sendable {
    var format: String
    var kind: OwnerList.Kind
    var times: [Int64]
    /// By owner, KiB in the last snapshot.
    var kib: [String: Int64]
  }

  private static let day: Int64 = 1_767_225_600_000

  static let cases: [String: Case] = [
    "slabinfo.txt": Case(
      format: "slabs", kind: .slab, times: [day, day + 60_000], kib: ["dentry": 400, "kmalloc-2k": 640]),
    "slabtop.txt": Case(format: "slabs", kind: .slab, times: [day], kib: ["dentry": 400, "kmalloc-2k": 640]),
    "vmstat-m.txt": Case(format: "slabs", kind: .slab, times: [day], kib: ["dentry": 393, "kmalloc-2k": 640]),
    "vmallocinfo.1767225600": Case(
      format: "vmallocinfo", kind: .vmalloc, times: [day], kib: ["thread stacks": 32, "shop_init [shop]": 32]),
    "collectl.slb": Case(
      format: "collectl-slabs", kind: .slab, times: [day], kib: ["dentry": 400, "kmalloc-2k": 640]),
    "netdata.csv": Case(
      format: "netdata-slabs", kind: .slab, times: [day, day + 60_000], kib: ["dentry": 400, "kmalloc-2k": 640]),
  ]

  private static let record = "1767225600\nSlab: 100 kB\n1767225660\nSlab: 740 kB\n"

  @Test(arguments: cases.keys.sorted()) func standsBesideARecord(file: String) throws {
    let expected = try #require(Self.cases[file])
    let path = Fixtures.path("Imports/Owners/" + file)
    guard case .format(let format) = InputKind(try ImportHead(.file(path))) else {
      Issue.record("\(file) is not recognised")
      return
    }
    #expect(format.name == expected.format)
    let folder = try TemporaryFolder()
    try folder.write(Self.record, to: "dumps.txt")
    let list = try InputList([path, folder.path + "/dumps.txt"], ImportOptions(tool: "test"))
    #expect(list.sessions.count == 1)
    let session = try Session(reading: list.sessions)
    #expect(session.values("Slab") == ["100", "740"])
    #expect(session.owners.map(\.time) == expected.times)
    let owners = try #require(session.owners.last?[expected.kind])
    for (name, kib) in expected.kib { #expect(owners.owner(name).flatMap { owners.value(.kib, of: $0) } == kib) }
  }

  @Test(arguments: cases.keys.sorted()) func isRefusedAlone(file: String) throws {
    let error = #expect(throws: SessionError.self) {
      _ = try InputList([Fixtures.path("Imports/Owners/" + file)], ImportOptions(tool: "test"))
    }
    #expect(error?.what.hasPrefix("it tells who owns") == true)
    #expect(error?.mend?.contains("together") == true)
    #expect(error?.exitCode == 2)
  }

  /// A list without a time is of the end of the record beside it.
  @Test func takesTheRecordsEndWhereNothingSaysTheTime() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.record, to: "a/dumps.txt")
    let slabtop = String(decoding: try Fixtures.data(Fixtures.path("Imports/Owners/slabtop.txt")), as: UTF8.self)
    try folder.write(String(slabtop.drop { $0 != "\n" }), to: "a/slabtop_-o")
    let session = try Session(reading: try InputList([folder.path + "/a"], ImportOptions(tool: "test")).sessions)
    #expect(session.owners.map(\.time) == [Self.day + 60_000])
    #expect(session.remarkTexts.contains { $0.contains("nothing says when the list of owners was taken") })
  }

  /// Lists of a long record are thinned, the first and the last are kept, and only what is large or moved is listed.
  @Test func boundsLongRecords() throws {
    let names = (0..<300).map { "cache-\($0)" }
    var text = "time,dentry,buffer_head," + names.joined(separator: ",") + "\n"
    for row in 0..<1000 {
      text += "\(1_767_225_600 + row),1,1," + names.indices.map { "\($0 < 3 ? row : $0)" }.joined(separator: ",") + "\n"
    }
    let folder = try TemporaryFolder()
    try folder.write(text, to: "slabs.csv")
    try folder.write(Self.record, to: "dumps.txt")
    let list = try InputList([folder.path], ImportOptions(tool: "test"))
    let session = try Session(reading: list.sessions)
    #expect(session.owners.count <= 130)
    #expect(session.owners.first?.time == Self.day && session.owners.last?.time == Self.day + 999_000)
    let owners = try #require(session.owners.last?[.slab])
    #expect(owners.owners.count <= 96)
    #expect(owners.owner("cache-2") != nil && owners.owner("cache-299") != nil && owners.owner("cache-100") == nil)
    #expect(owners.restCount == 302 - Int64(owners.owners.count))
  }
}
