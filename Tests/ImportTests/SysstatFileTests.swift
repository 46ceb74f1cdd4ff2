import FoundationEssentials
import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// Binary files of sysstat are read through the `sadf` that is installed; here another program stands for it.
@Suite struct SysstatFileTests {
  private static let file: [UInt8] = [0x96, 0xd5, 0x75, 0x21, 1, 2, 3]

  private func importing(_ program: String) throws(SessionError) -> Session {
    let sink = try Importer(SysstatFileFormat(program: program), ImportOptions(tool: "test"))
      .convert([.bytes(Self.file, name: "sa01")], to: MemorySink())
    return try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
  }

  /// A program that does what the lines say.
  private func program(_ lines: String, in folder: borrowing TemporaryFolder) throws -> String {
    try folder.write("#!/bin/sh\n" + lines + "\n", to: "sadf")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/sadf")
    return folder.path + "/sadf"
  }

  @Test func readsThroughSadf() throws {
    let folder = try TemporaryFolder()
    let export = Fixtures.path("Imports/sadf.json")
    // It finds the file's bytes, twice, and the fixed words.
    let path = try program(
      #"[ "$*" = "-j /proc/self/fd/0 -- -r ALL -q" ] && cmp -s "$2" "$2" && [ $(wc -c <"$2") = 7 ] && cat "# + export,
      in: folder)
    #expect(try importing(path).values("Slab") == ["100000", "110000"])
  }

  /// What the program does and what is said of it.
  @Test(arguments: [
    ("exit 1", "cannot read it: it gave nothing"),
    ("echo 'Invalid file: 1.2' >&2; exit 1", "cannot read it: Invalid file: 1.2"),
    ("exit 0", "it gave nothing"), ("echo '{}'", "no record of memory"), ("kill -9 $$", "cannot read it"),
  ]) func saysWhyNot(lines: String, words: String) throws {
    let folder = try TemporaryFolder()
    let path = try program(lines, in: folder)
    let error = #expect(throws: SessionError.self) { _ = try importing(path) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(error?.exitCode == 2)
  }

  @Test func namesTheCommandWhereThereIsNoSadf() throws {
    let error = #expect(throws: SessionError.self) { _ = try importing("no-sadf-of-this-name") }
    #expect(error?.description.contains("sadf -j FILE -- -r ALL") == true)
    #expect(error?.exitCode == 2)
  }

  @Test func isToldByItsMagicNumber() throws {
    for bytes in [Self.file, [0xd5, 0x96, 0x21, 0x75]] {
      guard case .format(let format) = InputKind(try ImportHead(.bytes(bytes, name: nil))) else {
        Issue.record("it is not recognised")
        continue
      }
      #expect(format.name == "sa")
    }
  }
}
