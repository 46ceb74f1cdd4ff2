import Glibc
import TestSupport
import Testing

/// Inputs and outputs that are not what was meant, answered with what they are.
@Suite("inputs that are not what was meant", .timeLimit(.minutes(20)))
struct InputMistakesTests {
  private static let header =
    #"{"kmem":"session","version":1,"recorder":"kmem test","start":1795387128000,"host":{"name":"web3"},"columns":["time","Slab"],"counts":[]}"#

  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let samples = (0..<40).map { "[\(1_795_387_128_000 + $0 * 1000),\(100_000 + $0 % 3 * 4)]" }
    try folder.write(([header] + samples).joined(separator: "\n") + "\n", to: "s.jsonl")
    return folder
  }

  @Test func anotherHostIsRefused() throws {
    let folder = try Self.folder()
    let result = try RunningTool.run(["report", "s.jsonl", "--host", "web4"], in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors == "kmem: s.jsonl: it is of host web3, not of web4; leave --host out\n")
    #expect(try RunningTool.run(["report", "s.jsonl", "--host", "web3"], in: folder.path).status == 0)
  }

  @Test func aFolderIsNoSession() throws {
    let folder = try Self.folder()
    let result = try RunningTool.run(["record", "-o", ".", "-d", "10ms"], in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.hasSuffix("kmem: .: is a folder; name a file in it with -o\n"), "\(result.errors)")
  }

  /// A report in a folder of records is left alone, and read where nothing else is there.
  @Test func aReportBesideItsSessionTellsNothingMore() throws {
    let folder = try Self.folder()
    for name in ["both", "report"] {
      let made = unsafe mkdir(folder.path + "/" + name, 0o700)
      #expect(made == 0)
    }
    try folder.write(folder.read("s.jsonl"), to: "both/s.jsonl")
    for output in ["both/r.html", "report/r.html"] {
      #expect(try RunningTool.run(["report", "s.jsonl", "-o", output], in: folder.path).status == 0)
    }
    for name in ["both", "report"] {
      let result = try RunningTool.run(["info", name], in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("Samples      40\n"), "\(result.output)")
    }
  }
}
