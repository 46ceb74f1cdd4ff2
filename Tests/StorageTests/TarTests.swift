import Storage
import TestSupport
import Testing

/// tar archives are read member by member; what no archive has is refused, and what is cut is read up to there.
@Suite struct TarTests {
  private func members(_ bytes: [UInt8]) throws -> (list: [String], remark: String?) {
    var reader = try TarReader(.bytes(bytes, name: "a.tar"))
    var list: [String] = []
    while let member = try reader.next() {
      guard member.isFile else { continue }
      list.append(member.name + "=" + String(decoding: try reader.read(20), as: UTF8.self))
    }
    return (list, reader.remark)
  }

  @Test func readsMembers() throws {
    let tar = Fixtures.tar([("a", "one"), ("b/c", String(repeating: "x", count: 600)), ("d", "")])
    #expect(TarReader.isArchive(tar))
    let (list, remark) = try members(tar)
    #expect(list == ["a=one", "b/c=" + String(repeating: "x", count: 20), "d="])
    #expect(remark == nil)
  }

  @Test func readsLongNamesAndStepsOverTheRest() throws {
    let long = String(repeating: "n", count: 150)
    let pax = "160 path=\(long)\n"
    let tar =
      Fixtures.tarHeader("@LongLink", size: Fixtures.octal(151, 11), kind: "L")
      + Fixtures.filled(Array((long + "\0").utf8)) + Fixtures.tarHeader("short", size: Fixtures.octal(1, 11))
      + Fixtures.filled([0x31]) + Fixtures.tarHeader("link", size: Fixtures.octal(0, 11), kind: "2")
      + Fixtures.tarHeader("pax", size: Fixtures.octal(pax.utf8.count, 11), kind: "x")
      + Fixtures.filled(Array(pax.utf8)) + Fixtures.tar([("cut", "2")])
    #expect(try members(tar).list == [long + "=1", long + "=2"])
  }

  /// A size field, and whether it is one that a file has.
  @Test(arguments: [
    ("huge", [0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] as [UInt8]),
    ("below zero", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]),
    ("no number", Array("99999999999".utf8)),
  ]) func refusesSizes(name: String, size: [UInt8]) throws {
    let error = #expect(throws: SessionError.self) { _ = try members(Fixtures.tarHeader("a", size: size)) }
    #expect(error?.what == "a member of the archive says a size that no file has")
    #expect(error?.exitCode == 2)
  }

  @Test func readsWhatIsThere() throws {
    let tar = Fixtures.tar([("a", "one"), ("b", "two")])
    for length in 512..<1536 { #expect(try members(Array(tar[..<length])).list.first?.hasPrefix("a=") == true) }
    #expect(try members(Array(tar[..<700])).remark == "the archive ends too early; what was there was read")
    var damaged = tar
    damaged[1030] ^= 1
    #expect(try members(damaged).remark == "the archive is damaged; it was read up to there")
    #expect(try members(damaged).list == ["a=one"])
    #expect(!TarReader.isArchive(Array(damaged[1024...])))
  }
}
