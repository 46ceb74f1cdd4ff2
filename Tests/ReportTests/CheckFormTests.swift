import Comparison
import KernelMemory
import Markup
import SessionFile
import Storage
import TestSupport
import Testing

@testable import Report

/// The forms of a check, whatever it says.
@Suite struct CheckFormTests {
  private static func report(_ name: String, label: String? = nil) throws -> CheckReport {
    let folder = Fixtures.path("Nightly/\(name)")
    func run(_ path: String) throws -> RunSummary {
      var session = try Session(reading: [.file(folder + "/" + path)])
      if let label { session.header.label = label }
      return RunSummary(session, name: path.split(separator: "/").last.map(String.init) ?? path)
    }
    let nights = try Folder(folder + "/baseline").names.map { try run("baseline/" + $0) }
    let tonight = try run("new.jsonl.gz")
    let limits = [CheckLimit(.slab, .level, kibibytes: 1), CheckLimit(.slab, .peak, kibibytes: 1e9)]
    return CheckReport(
      ComparisonCheck(tonight, against: nights), limits: limits.map { LimitFinding($0, tonight) })
  }

  private static let cases = try? Folder(Fixtures.path("Nightly")).names.filter { $0.hasPrefix("case") }

  @Test(arguments: cases ?? []) func junitKeepsToTheGrammar(_ name: String) throws {
    let grammar = Grammar([UInt8](try Fixtures.data(Fixtures.path("Check/junit.rng"))), name: "junit.rng")
    let text = try Self.report(name).junit
    try grammar.validate(Array(text.utf8), name: name)
    let failures = text.split(separator: "<failure ").count - 1
    #expect(text.contains("failures=\"\(failures)\""))
  }

  /// What a session's author wrote neither ends a tag nor a label, and no terminal obeys it.
  @Test func hostileLabels() throws {
    let report = try Self.report("case036", label: "a\"><b>&\u{1b}[2J\\")
    let grammar = Grammar([UInt8](try Fixtures.data(Fixtures.path("Check/junit.rng"))), name: "junit.rng")
    try grammar.validate(Array(report.junit.utf8), name: "hostile")
    #expect(report.junit.contains("kernel memory of a&quot;&gt;&lt;b&gt;&amp;"))
    #expect(!report.junit.contains("\u{1b}"))
    #expect(report.prometheus.contains(#"job_label="a\"><b>&"#))
    #expect(!report.github.contains("\u{1b}"))
  }

  /// The textfile collector refuses times, and a name without its type.
  @Test func prometheusText() throws {
    for line in try Self.report("case036").prometheus.split(separator: "\n") {
      if line.hasPrefix("#") { continue }
      let parts = line.split(separator: "} ")
      #expect(parts.count == 2)
      #expect(Int64(parts.last ?? "") != nil)
    }
  }

  @Test func sentencesByKind() throws {
    #expect(
      try Self.report("case012").text.contains("PageTables was 16.6 MiB higher than usual before the job started"))
    #expect(try Self.report("case077").text.contains("PageTables: the job left "))
    #expect(try Self.report("case132").text.contains("PageTables: each of 8 iterations left "))
    #expect(try Self.report("case020").text.contains(" more than usual while the job ran, and came back"))
    #expect(try Self.report("case046").text.contains("cannot be compared: RAM is "))
  }
}
