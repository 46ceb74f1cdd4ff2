@testable import Capture
import Glibc
@testable import KernelMemory
@testable import SessionFile
@testable import Storage
import TestSupport
import Testing

@Suite("Session file")
struct RecordingFileTests {
  private static let order = ColumnOrder(["Slab"], counts: [], hasElapsed: true, hasTasks: false)
  private static let header = SessionText.header(
    SessionHeader(recorder: "kmem test", start: 0, interval: 1000, host: HostFacts(name: "web3")), order: order)

  @Test("refuses a file that is there, unless it may append or overwrite")
  func existing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.jsonl"
    try folder.write("precious\n", to: "s.jsonl")
    let error = #expect(throws: SessionError.self) {
      _ = try RecordingFile.open(path, existing: .refuse, host: nil).number
    }
    #expect(error?.what == "is there already")
    #expect(folder.read("s.jsonl") == "precious\n")
    let append = #expect(throws: SessionError.self) {
      _ = try RecordingFile.open(path, existing: .append, host: nil).number
    }
    #expect(append?.what == "is not a session of kmem")
    #expect(folder.read("s.jsonl") == "precious\n")
    _ = try RecordingFile.open(path, existing: .overwrite, host: nil).number
    #expect(folder.read("s.jsonl").isEmpty)
  }

  @Test("is for one recorder at a time, which comes before emptying it")
  func locked() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.jsonl"
    let file = try RecordingFile.open(path, existing: .refuse, host: nil)
    #expect(file.write(Array(RecordingFileTests.header.utf8)) == RecordingFileTests.header.utf8.count)
    for existing in [ExistingFile.append, .overwrite] {
      #expect(throws: SessionError("is being recorded already", file: path, mend: "choose another file with -o")) {
        _ = try RecordingFile.open(path, existing: existing, host: nil).number
      }
    }
    #expect(folder.read("s.jsonl") == RecordingFileTests.header)
    #expect(RecordingFile.isRecording(path) == true)
    #expect(RecordingFile.isRecording(path + "x") == nil)
    _ = consume file
    #expect(RecordingFile.isRecording(path) == false)
  }

  @Test("goes on with a session of the same host, and closes a torn line")
  func append() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.jsonl"
    try folder.write(RecordingFileTests.header + "[0,0,5]\n[100", to: "s.jsonl")
    let error = #expect(throws: SessionError.self) {
      _ = try RecordingFile.open(path, existing: .append, host: "db1").number
    }
    #expect(error?.what == "is a session of the host web3, and this host is db1")
    #expect(folder.read("s.jsonl") == RecordingFileTests.header + "[0,0,5]\n[100")
    _ = try RecordingFile.open(path, existing: .append, host: "web3").number
    #expect(folder.read("s.jsonl") == RecordingFileTests.header + "[0,0,5]\n[100\n")
    _ = try RecordingFile.open(folder.path + "/new.jsonl", existing: .append, host: "web3").number
    #expect(RecordingFile.isRecording(folder.path + "/new.jsonl") == false)
  }

  @Test("is for root alone where root made it")
  func mode() throws {
    let folder = try TemporaryFolder()
    let mask = umask(0o022)
    umask(mask)
    _ = try RecordingFile.open(folder.path + "/s.jsonl", existing: .refuse, host: nil).number
    var status = stat()
    #expect(unsafe stat(folder.path + "/s.jsonl", &status) == 0)
    #expect(status.st_mode & 0o777 == (geteuid() == 0 ? 0o600 : 0o666 & ~mask))
  }

  @Test(
    "names a file after host and time",
    arguments: [
      ("web3", Int64(1_795_456_036_566), "kmem-web3-20261123-174716Z.jsonl"),
      ("a/b c.d", 0, "kmem-a-b-c.d-19700101-000000Z.jsonl"), (nil, 1, "kmem-host-19700101-000000Z.jsonl"),
    ] as [(String?, Int64, String)])
  func defaultPath(_ host: String?, _ time: Int64, _ path: String) {
    #expect(RecordingOptions.defaultPath(host: host, time: time) == path)
  }
}
