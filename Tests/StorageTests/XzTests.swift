import FoundationEssentials
import Storage
import TestSupport
import Testing

/// xz is unpacked by liblzma, which is opened only then.
@Suite struct XzTests {
  private static let plain = Array((try? Fixtures.data(Fixtures.path("Imports/behind.txt"))) ?? .init())
  private static let packed = Array((try? Fixtures.data(Fixtures.path("Imports/behind.txt.xz"))) ?? .init())

  private func unpack(_ bytes: [UInt8]) throws -> (bytes: [UInt8], remark: String?) {
    var source = try ByteSource(.bytes(bytes, name: "a.xz"))
    var found: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 37)
    while true {
      let count = try source.read(into: &buffer, at: 0)
      if count == 0 { break }
      found += buffer[..<count]
    }
    let isCompressed = source.isCompressed
    #expect(isCompressed)
    return (found, source.remark)
  }

  @Test func unpacks() throws {
    let (bytes, remark) = try unpack(Self.packed)
    #expect(bytes == Self.plain)
    #expect(remark == nil)
  }

  @Test func unpacksStreamsOneAfterTheOther() throws {
    let (bytes, remark) = try unpack(Self.packed + Self.packed)
    #expect(bytes == Self.plain + Self.plain)
    #expect(remark == nil)
  }

  @Test func saysWhereItIsCutOrDamaged() throws {
    for length in stride(from: 6, to: Self.packed.count, by: 5) {
      let (bytes, remark) = try unpack(Array(Self.packed[..<length]))
      #expect(Self.plain.starts(with: bytes))
      #expect(remark == "the xz data end too early; what was there was read")
    }
    var damaged = Self.packed
    damaged[40] ^= 0xff
    #expect(try unpack(damaged).remark == "the xz data are damaged; they were read up to there")
  }
}
