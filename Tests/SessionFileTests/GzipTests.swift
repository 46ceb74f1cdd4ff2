import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@Suite struct GzipTests {
  /// `gzip -c` of `ReadingTests.imported` and two samples, once in one member, the samples again in a second one.
  static let header = Fixtures.path("Sessions/two-members.kmem.gz")

  @Test func readsConcatenatedMembers() throws {
    let session = try Session(reading: [.file(Self.header)])
    #expect(session.times == [1000, 2000, 3000])
    #expect(session.values("Slab") == ["1", "2", "3"])
    #expect(session.remarks.isEmpty)
  }

  @Test func everyPrefixReads() throws {
    let bytes = try bytes(Self.header)
    var most = 0
    for length in bytes.indices {
      do {
        let session = try Session(reading: [.bytes(Array(bytes[..<length]), name: "a")])
        #expect(session.times.count >= most)
        most = max(most, session.times.count)
        let isCut = session.remarkTexts.contains("0 the gzip data end too early; what was there was read")
        // Only where the second member begins is a prefix whole.
        #expect(isCut || session.times == [1000, 2000])
      } catch {
        #expect(error.exitCode == 2)
      }
    }
    #expect(most == 3)
  }

  @Test func sessionsInsideOtherGzipAreNamed() throws {
    var bytes = try bytes(Fixtures.path("Meminfo/odd/log_gzip_bad_crc.log.gz"))
    let error = #expect(throws: SessionError.self) { _ = try Session(reading: [.bytes(bytes, name: "a")]) }
    #expect(
      error?.description
        == "a:1:1: gzip, but not of a session: the first line is not a header; give a file that kmem record or kmem import wrote"
    )
    bytes.replaceSubrange(10..<40, with: repeatElement(0xff, count: 30))
    let damaged = #expect(throws: SessionError.self) { _ = try Session(reading: [.bytes(bytes, name: "a")]) }
    #expect(
      damaged?.description
        == "a: not a session: the gzip data are damaged; they were read up to there; take the file's original")
  }

  /// A file's bytes, through the reader's own door for bytes that are none of its business.
  private func bytes(_ path: String) throws -> [UInt8] { try Array(Fixtures.data(path)) }
}
