import Analysis
import KernelMemory
import Testing

@testable import Report

/// What rules say, as numbers for those who read JSON.
@Suite struct JudgementTests {
  private static func judgements(_ session: Session, _ dimension: Dimension) throws -> [[String: JSONValue]] {
    func members(_ value: JSONValue?) throws -> [String: JSONValue] {
      guard case .object(let members)? = value else { throw Missing() }
      return Dictionary(uniqueKeysWithValues: members)
    }
    let all = try members(Report(Findings(analysing: session), version: "9.9").json)
    guard case .array(let dimensions)? = all["dimensions"] else { throw Missing() }
    let one = try #require(dimensions.first { try members($0)["dimension"] == .string(dimension.name) })
    guard case .array(let judgements)? = try members(one)["judgements"] else { throw Missing() }
    return try judgements.map(members)
  }

  private struct Missing: Error {}

  @Test func numbersAndCodesStandBesideTheSentences() throws {
    let threads = try #require(
      try Self.judgements(SampleSessions.threads(), .kernelStack).first { $0["rule"] == .string("threads") })
    #expect(threads["reason"] == .string("threads"))
    #expect(threads["verdict"] == .string("problem"))
    #expect(threads["threshold"] == .number(0.5))
    #expect(threads["unit"] == .string("share"))
    #expect(threads["since"] == .string("2026-11-22T22:38:48.000Z"))
    #expect(threads["until"] == .string("2026-11-22T22:43:47.000Z"))
    #expect(threads["limit"] == .null)
    guard case .number(let share)? = threads["measured"] else { throw Missing() }
    #expect(abs(share - 1) < 0.05)
    let quiet = try Self.judgements(SampleSessions.quiet(), .slab)
    #expect(quiet.isEmpty)
  }

  @Test func everyJudgementHasEveryMember() throws {
    for dimension in Dimension.allCases {
      for judgement in try Self.judgements(SampleSessions.threads(), dimension) {
        for member in ["rule", "verdict", "measured", "threshold", "unit", "since", "until", "limit", "reason"] {
          #expect(judgement[member] != nil, "\(dimension.name) lacks \(member)")
        }
      }
    }
  }
}
