import FoundationEssentials
import Storage
import TestSupport
import Testing

@Suite struct OutputFileTests {
  /// A new folder that is removed afterwards.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kmem-\(UInt64.random(in: 0...UInt64.max))")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func write(_ text: String, to path: String, overwrite: Bool, finishing: Bool = true) throws(SessionError) {
    var file = try OutputFile(path, overwrite: overwrite)
    try file.write(Array(text.utf8))
    if finishing { try file.finish() }
  }

  @Test func appearsWholeOrNotAtAll() throws {
    try inFolder { folder in
      let path = folder + "/a.kmem"
      try write("one", to: path, overwrite: false, finishing: false)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
      try write("one", to: path, overwrite: false)
      #expect(try Fixtures.data(path) == Data("one".utf8))
      let error = #expect(throws: SessionError.self) { try write("two", to: path, overwrite: false) }
      #expect(error?.description == "\(path): cannot create it: File exists; take another name, or give --overwrite")
      #expect(error?.exitCode == 74)
      try write("two", to: path, overwrite: true)
      #expect(try Fixtures.data(path) == Data("two".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.kmem"])
    }
  }

  @Test func devicesAndLinksStayWhatTheyAre() throws {
    try write("x", to: "/dev/null", overwrite: true)
    try write("x", to: "/dev/null", overwrite: false)
    #expect(
      try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        == .typeCharacterSpecial)
    try inFolder { folder in
      try write("one", to: folder + "/a", overwrite: false)
      try FileManager.default.createSymbolicLink(atPath: folder + "/b", withDestinationPath: "a")
      try write("two", to: folder + "/b", overwrite: true)
      #expect(try Fixtures.data(folder + "/a") == Data("two".utf8))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/b") == "a")
    }
  }

  @Test func saysWhyItCannotBeMade() {
    let error = #expect(throws: SessionError.self) { try write("x", to: "/no/such/folder/a", overwrite: true) }
    #expect(error?.description == "/no/such/folder/a: cannot create it: No such file or directory")
  }
}
