import KernelMemory
import Testing

@testable import Analysis
@testable import Report

/// How heavy a judgement is, by what the host has.
@Suite struct WeightTests {
  /// Shares scale: what the kernel needs on any host comes on top, so that a router's ordinary 18 % say nothing and a leak speaks.
  @Test(
    arguments: [
      (65_536, 12_000, nil), (65_536, 24_000, .watch), (65_536, 40_000, .problem), (1_048_576, 110_000, nil),
      (1_048_576, 200_000, .watch),
    ] as [(Int64, Int64, Verdict?)])
  func sharesOnSmallHosts(_ ram: Int64, _ slab: Int64, _ verdict: Verdict?) throws {
    let rule = try #require(Rule.all.first { $0.name == "unreclaimable-share" })
    let given = RuleTests.level(["MemTotal": ram, "MemAvailable": ram / 4, "SUnreclaim": slab])
    #expect(try rule(.sUnreclaim, given.evidence, .standard)?.verdict == verdict)
  }

  /// A growth spread over caches of files is cache, with a few per cent beside it that cannot be given back; two in five are a leak, and
  /// what it takes is what cannot be given back.
  @Test(
    arguments: [(0, .watch, .reclaimable), (8000, .watch, .reclaimable), (80_000, .problem, .leak)]
      as [(Int64, Verdict, Reason)])
  func cacheIsNoLeak(_ unreclaimable: Int64, _ verdict: Verdict, _ reason: Reason) throws {
    let rule = try #require(Rule.all.first { $0.name == "sustained-growth" })
    let rest = 200_000 - unreclaimable
    let given = RuleTests.Given(
      columns: [
        "Slab": [100_000, 300_000], "SReclaimable": [50_000, 50_000 + rest],
        "SUnreclaim": [50_000, 50_000 + unreclaimable],
      ], leaks: [.slab, .sReclaimable] + (unreclaimable > 0 ? [.sUnreclaim] : []))
    let judgement = try #require(try rule(.slab, given.evidence, .standard))
    #expect(judgement.verdict == verdict && judgement.reason == reason)
    if reason == .leak { #expect(judgement[.rate] == 40_000) }
    #expect(try rule(.sReclaimable, given.evidence, .standard)?.verdict == .watch)
  }
}
