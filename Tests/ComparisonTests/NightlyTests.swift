import FoundationEssentials
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@testable import Comparison

/// Made nights with a known truth: what regressed, and what cannot be known.
@Suite struct NightlyTests {
  /// What is true of a case, a line of `Fixtures/Nightly/truth.jsonl`.
  struct Truth: Decodable, Sendable, CustomTestStringConvertible {
    /// A counter that moved.
    struct Counter: Decodable, Sendable {
      var dimension: String
      var kind: String
      var role: String
      /// By kind that is true of it: KiB, and within which the truth is known.
      var sizes: [String: [Double]]
    }

    var `case`: String
    var story: String
    var comparable: Bool
    var allowed: [String]
    var dimensions: [Counter]

    var testDescription: String { "\(self.case) (\(story))" }
  }

  private static let truths = try? Fixtures.data(Fixtures.path("Nightly/truth.jsonl")).split(separator: 0x0a).map {
    try JSONDecoder().decode(Truth.self, from: Data($0))
  }

  static func check(_ name: String, newest: Int? = nil) throws -> ComparisonCheck {
    let folder = Fixtures.path("Nightly/\(name)")
    let nights = try Folder(folder + "/baseline").names.map { night in
      RunSummary(try Session(reading: [.file(folder + "/baseline/" + night)]), name: night)
    }
    let tonight = RunSummary(try Session(reading: [.file(folder + "/new.jsonl.gz")]), name: "new.jsonl.gz")
    return ComparisonCheck(tonight, against: newest.map { Array(nights.suffix($0)) } ?? nights)
  }

  @Test(arguments: truths ?? []) func verdictCounterAndKind(_ truth: Truth) throws {
    let check = try Self.check(truth.case)
    #expect(truth.allowed.contains(check.verdict.rawValue))
    #expect(check.isComparable == truth.comparable)
    #expect(check.isComparable || !check.reasons.isEmpty)
    guard truth.allowed == ["fail"] else { return }
    let found = check.alarms.compactMap { finding in
      truth.dimensions.first { $0.dimension == finding.dimension.name && $0.role == "primary" }.map { (finding, $0) }
    }
    #expect(!found.isEmpty)
    for finding in check.alarms { #expect(truth.dimensions.contains { $0.dimension == finding.dimension.name }) }
    for (finding, counter) in found {
      let kind = try #require(finding.kind)
      #expect(kind.rawValue == counter.kind)
      let size = try #require(counter.sizes[kind.rawValue])
      let interval = try #require(finding.interval)
      #expect(interval.overlaps(size[1]...size[2]))
    }
  }

  @Test func thereAreCases() { #expect((Self.truths ?? []).count > 15) }

  /// The same inputs give the same findings.
  @Test func isDeterministic() throws {
    let (one, other) = (try Self.check("case077"), try Self.check("case077"))
    #expect(one.findings.map(\.difference) == other.findings.map(\.difference))
    #expect(one.findings.map(\.dimension) == RunSummary.dimensions)
  }

  /// With one night before, a step that many would show is not known.
  @Test func oneNightKnowsNoLevel() throws {
    #expect(try Self.check("case012").verdict == .fail)
    let check = try Self.check("case012", newest: 1)
    #expect(check.verdict == .unknown)
    #expect(check.reasons.contains { if case .oneNight = $0 { true } else { false } })
  }

  /// What was accepted tonight is not judged as a level any more.
  @Test func acceptedLevelsAreJudgedFromThereOn() throws {
    let check = try Self.check("case012")
    let acceptance = Acceptance(night: check.tonight.name, start: check.tonight.start)
    let again = ComparisonCheck(check.tonight, against: check.nights, acceptance: acceptance)
    #expect(again.verdict == .pass)
    #expect(again.reasons.contains { if case .accepted = $0 { true } else { false } })
  }
}
