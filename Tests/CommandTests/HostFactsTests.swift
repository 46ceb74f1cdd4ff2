import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// A host fact is one row of a table: whatever stands there is in every output.
@Suite("host facts", .timeLimit(.minutes(20)))
struct HostFactsTests {
  /// A session whose header has all facts.
  private static func folder() throws -> TemporaryFolder {
    var host = HostFacts()
    for fact in HostFact.all { host[fact] = fact.example }
    let header = SessionHeader(
      label: "zebra-17", recorder: "kmem test", start: 1_795_387_029_000, interval: 1000, host: host)
    let folder = try TemporaryFolder()
    let order = ColumnOrder(["Slab"], counts: [], hasElapsed: true, hasTasks: false)
    let samples = (Int64(0)..<40).map { "[\(1_795_387_029_000 + $0 * 1000),\($0 * 1000),100000]\n" }
    try folder.write(SessionText.header(header, order: order) + samples.joined(), to: "s.jsonl")
    return folder
  }

  private static func run(_ arguments: String, in folder: borrowing TemporaryFolder) throws -> String {
    let result = try RunningTool.run(arguments.split(separator: " ").map(String.init), in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  @Test("are in the file, in info, in the findings and on the page")
  func everywhere() throws {
    let folder = try HostFactsTests.folder()
    let file = folder.read("s.jsonl")
    let info = try HostFactsTests.run("info s.jsonl --format json", in: folder)
    let words = try HostFactsTests.run("info s.jsonl", in: folder)
    let findings = try HostFactsTests.run("report s.jsonl --format json -o -", in: folder)
    let page = try HostFactsTests.run("report s.jsonl --no-data -o -", in: folder)
    let host = try Session(reading: [.file(folder.path + "/s.jsonl")]).header.host
    for fact in HostFact.all {
      let value = fact.example.json.text
      #expect(host[fact] == fact.example, "\(fact.key)")
      #expect(file.contains("\"\(fact.key)\":\(value)"), "\(fact.key)")
      #expect(info.contains("\"\(fact.key)\": "), "\(fact.key)")
      let said = try #require(fact.text(host))
      #expect(words.contains(said.prefix(12)), "\(fact.key)")
      if let member = fact.findings { #expect(findings.contains("\"\(member.name)\": "), "\(fact.key)") }
      switch fact.words {
      case .row(let place, _, let text):
        let said = try #require(text(host))
        #expect(page.contains(place.name) && page.contains(said), "\(fact.key)")
      case .within(let head): #expect(page.contains(head), "\(fact.key)")
      }
    }
  }

  @Test("lose their names where a report is redacted")
  func redacted() throws {
    let folder = try HostFactsTests.folder()
    #expect(folder.read("s.jsonl").contains("evidence of zebra-17") && folder.read("s.jsonl").contains("some boot_id"))
    for form in ["html", "json", "text", "markdown"] {
      let report = try HostFactsTests.run("report s.jsonl --redact --no-data --format \(form) -o -", in: folder)
      #expect(!report.contains("zebra"), "\(form)")
      for fact in HostFact.all {
        guard case .name = fact.redaction, let name = fact.example.text else { continue }
        #expect(!report.contains(name), "\(form): \(fact.key)")
      }
    }
  }
}
