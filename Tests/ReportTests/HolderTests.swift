import Analysis
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@testable import Report

/// Who holds what grew and which limit comes first, in recordings on a busy host of which it is known what was done.
@Suite struct HolderTests {
  private static func content(_ name: String, _ dimension: Dimension) throws -> (Findings, String) {
    let findings = Findings(analysing: try Session(reading: [.file(Fixtures.path("Sentences/\(name).jsonl"))]))
    return (findings, Content(findings).sentences(dimension).joined(separator: " "))
  }

  /// Some 150 UDP sockets a second by one process, which may have 20,000 descriptors: 11,825 of them at the end.
  @Test func descriptorsTellWhoseTheSocketsAre() throws {
    let (findings, sentences) = try Self.content("sockets-of-one", .slab)
    let said = [
      "These are sockets, 11,666 more, nearly all of them UDP",
      "Descriptors tell whose they are: dialer (process 17002) had 0 open and then has 11,825.",
      "Process 17002 (dialer) was started at 18:28:41 by run.sh (16999)",
      "RLIMIT_NOFILE of dialer, process 17002 (20,000, of which 11,825 are used) is reached in less than a minute.",
    ]
    for words in said { #expect(sentences.contains(words), "\(sentences)") }
    let limit = try #require(findings.limits.first)
    #expect(limit.limit == .openFiles && limit.subject == "dialer, process 17002" && limit.isForetold)
    // (20,000 - 11,825) at 150 a second.
    #expect(abs((limit.hours?.likely ?? 0) * 3600 - 54) < 6)
  }

  /// Some 20 threads a second, on a host with ids up to 32,768.
  @Test func idsEndBeforeMemoryDoes() throws {
    let (findings, sentences) = try Self.content("threads-to-a-limit", .kernelStack)
    #expect(findings.verdict == .problem)
    #expect(
      sentences.contains("kernel.pid_max (32,768, of which 1,704 are used) is reached in 24 to 25 minutes"),
      "\(sentences)")
    #expect(sentences.contains("all in process 29920"), "\(sentences)")
    let first = findings.limits.prefix(2).map(\.limit)
    #expect(first == [.pidMax, .threadsMax] || first == [.pidMax, .maxMapCount], "\(first)")
  }

  /// Page tables of a process that ended ten seconds and more before the record.
  @Test func whoEndedIsNamed() throws {
    let (findings, sentences) = try Self.content("tables-that-ended", .pageTables)
    #expect(findings.verdict == .normal)
    #expect(sentences.contains("(+107 MiB, +1 process); process 3414; gone at the end, by 18:00:04."), "\(sentences)")
    #expect(sentences.contains("and then gave it back"), "\(sentences)")
  }
}
