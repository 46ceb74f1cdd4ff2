import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@testable import Analysis
@testable import Report

/// Every rule with a case in which it speaks and one, as close as can be, in which it does not.
///
/// The sessions are written and read again as reports read them: what is not kept for a report no rule can see.
@Suite struct RuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: String
    var dimension: Dimension
    var speaks: Given
    var verdict: Verdict
    /// Words of the sentence.
    var words: String
    var silent: Given
    var testDescription: String { rule }
  }

  /// A rise by so many KiB in the two hours of the record.
  static func leak(_ dimension: Dimension, by rise: Int64, _ more: [String: [Int64]] = [:]) -> Given {
    Given(columns: more.merging([dimension.name: [100_000, 100_000 + rise]]) { $1 }, leaks: [dimension])
  }

  static func level(_ columns: [String: Int64], on host: HostFacts? = nil) -> Given {
    var given = Given(columns: columns.mapValues { [$0] })
    if let host { given.host = host }
    return given
  }

  private static func shift(_ dimension: Dimension, by rise: Int64, _ pattern: Pattern) -> Given {
    Given(columns: [dimension.name: [100_000, 100_000 + rise]], patterns: [dimension: pattern])
  }

  private static func host(possible: Int, machine: String = "x86_64") -> HostFacts {
    HostFacts(machine: machine, possibleCPUs: possible, onlineCPUs: 4)
  }

  private static func unnamed(_ free: [Int64]) -> Given {
    Given(columns: [
      "MemFree": free, "Buffers": [0], "Cached": [4_000_000], "AnonPages": [2_000_000], "Slab": [100_000],
      "PageTables": [10_000],
    ])
  }

  private static func given(back percpu: [Int64]) -> Given {
    Given(
      columns: ["SUnreclaim": [50_000, 250_000, 60_000], "Percpu": percpu], patterns: [.percpu: .growthStopped])
  }

  static let growth: [Case] = [
    Case(
      rule: "sustained-growth", dimension: .sUnreclaim, speaks: leak(.sUnreclaim, by: 800_000), verdict: .problem,
      words: "at this rate MemAvailable (8.00 GiB) is gone in 19 to 24 hours",
      silent: shift(.sUnreclaim, by: 200_000, .growthStopped)),
    Case(
      rule: "exhaustion", dimension: .slab,
      speaks: leak(.slab, by: 800_000, ["MemAvailable": [8_388_608, 7_500_000]]), verdict: .problem,
      words: "That leaves less than a day to act.", silent: leak(.slab, by: 80_000)),
    Case(
      rule: "uncertain-growth", dimension: .pageTables, speaks: shift(.pageTables, by: 5_000, .growth),
      verdict: .watch, words: "A longer recording", silent: leak(.pageTables, by: 5_000)),
    Case(
      rule: "large-shift", dimension: .slab, speaks: shift(.slab, by: 200_000, .stepUp), verdict: .watch,
      words: "1.2 % of RAM", silent: shift(.slab, by: 150_000, .stepUp)),
  ]

  static let proportion: [Case] = [
    Case(
      rule: "unreclaimable-share", dimension: .sUnreclaim, speaks: level(["SUnreclaim": 1_800_000]), verdict: .watch,
      words: "11 % of RAM", silent: level(["SUnreclaim": 1_600_000])),
    Case(
      rule: "slab-share", dimension: .slab, speaks: level(["Slab": 3_000_000, "Hugetlb": 8_388_608]), verdict: .watch,
      words: "36 % of the RAM outside huge pages", silent: level(["Slab": 3_000_000])),
    Case(
      rule: "page-table-share", dimension: .pageTables, speaks: level(["PageTables": 400_000]), verdict: .watch,
      words: "2.4 % of the RAM", silent: level(["PageTables": 300_000])),
    Case(
      rule: "page-tables-of-mapped", dimension: .pageTables,
      speaks: level(["PageTables": 200_000, "AnonPages": 1_000_000, "Mapped": 1_048_000]), verdict: .watch,
      words: "50 times", silent: level(["PageTables": 200_000, "AnonPages": 8_000_000, "Mapped": 1_048_000])),
    Case(
      rule: "percpu-share", dimension: .percpu, speaks: level(["Percpu": 900_000]), verdict: .watch,
      words: "5.4 % of RAM", silent: level(["Percpu": 800_000])),
    Case(
      rule: "percpu-per-cpu", dimension: .percpu, speaks: level(["Percpu": 140_000]), verdict: .watch,
      words: "34.2 MiB of per-CPU memory for each of 4 possible CPUs", silent: level(["Percpu": 130_000])),
    Case(
      rule: "possible-cpus", dimension: .percpu, speaks: level(["Percpu": 200_000], on: host(possible: 128)),
      verdict: .watch, words: "128 CPUs are possible and 4 online",
      silent: level(["Percpu": 200_000], on: host(possible: 8))),
    Case(
      rule: "stack-per-task", dimension: .kernelStack, speaks: level(["KernelStack": 30_000, "Tasks": 1000]),
      verdict: .watch, words: "more than the 16 KiB",
      silent: level(["KernelStack": 30_000, "Tasks": 1000], on: host(possible: 4, machine: "aarch64"))),
  ]

  static let together: [Case] = [
    Case(
      rule: "threads", dimension: .kernelStack, speaks: leak(.kernelStack, by: 20_000, ["Tasks": [500, 1500]]),
      verdict: .problem, words: "from 500 to 1500", silent: leak(.kernelStack, by: 20_000, ["Tasks": [500, 600]])),
    Case(
      rule: "slab-of-threads", dimension: .sUnreclaim,
      speaks: Given(
        columns: ["SUnreclaim": [50_000, 60_000], "KernelStack": [8_000, 24_000]], leaks: [.sUnreclaim, .kernelStack]),
      verdict: .normal, words: "KernelStack grows with it, and by more (+15.6 MiB over the same time)",
      silent: Given(
        columns: ["SUnreclaim": [50_000, 60_000], "KernelStack": [8_000, 24_000]], leaks: [.sUnreclaim])),
    Case(
      rule: "slab-half", dimension: .slab,
      speaks: Given(columns: ["Slab": [300_000], "SUnreclaim": [50_000, 90_000]], leaks: [.sUnreclaim]),
      verdict: .watch,
      words: "SUnreclaim by +39.1 MiB", silent: Given(columns: ["Slab": [300_000], "SUnreclaim": [50_000]])),
    Case(
      rule: "cgroups", dimension: .percpu,
      speaks: Given(
        columns: ["SUnreclaim": [50_000, 90_000], "Percpu": [3_000, 4_000]], leaks: [.sUnreclaim, .percpu]),
      verdict: .normal, words: "cgroups or namespaces",
      silent: Given(columns: ["SUnreclaim": [50_000, 90_000], "Percpu": [3_000, 4_000]], leaks: [.percpu])),
    Case(
      rule: "none-of-the-five", dimension: .memAvailable, speaks: unnamed([9_000_000, 8_500_000]), verdict: .watch,
      words: "grew by 488 MiB", silent: unnamed([9_000_000, 8_800_000])),
    Case(
      rule: "percpu-remains", dimension: .percpu, speaks: given(back: [3_000, 20_000, 19_900]), verdict: .normal,
      words: "fragmentation, not a leak", silent: given(back: [3_000, 20_000, 4_000])),
  ]

  static let cases = growth + supply + proportion + together

  @Test func everyRuleHasACase() {
    #expect(Set(RuleTests.cases.map(\.rule)) == Set(Rule.all.map(\.name)))
  }

  @Test(arguments: cases)
  func speaksAndIsSilent(_ given: Case) throws {
    let rule = try #require(Rule.all.first { $0.name == given.rule })
    let judgement = try #require(try rule(given.dimension, given.speaks.evidence, .standard))
    #expect(judgement.verdict == given.verdict)
    let sentence = try given.speaks.sentence(judgement)
    #expect(sentence.contains(given.words), "\(sentence)")
    #expect(!sentence.contains("–"), "a figure is missing: \(sentence)")
    #expect(try rule(given.dimension, given.silent.evidence, .standard) == nil)
    #expect(try rule(given.dimension, given.speaks.evidence, Policy(parsing: "\(rule.name) = off", file: "p")) == nil)
  }

  /// Found by a fuzzer: a host whose processes have no memory at all.
  @Test func nothingMappedIsNoProportion() throws {
    let rule = try #require(Rule.all.first { $0.name == "page-tables-of-mapped" })
    let given = RuleTests.level(["PageTables": 200_000, "AnonPages": 0, "Mapped": 0])
    #expect(try rule(.pageTables, given.evidence, .standard) == nil)
  }

  /// Growth that something harmless explains.
  @Test(arguments: [
    (
      Dimension.slab,
      Given(columns: ["Slab": [100_000, 300_000], "SReclaimable": [50_000, 245_000]], leaks: [.slab]),
      Verdict.watch, "98 % of the growth is reclaimable"
    ),
    (
      .vmallocUsed,
      Given(
        columns: ["VmallocUsed": [30_000, 46_000], "KernelStack": [8_000, 24_000]], leaks: [.vmallocUsed, .kernelStack]),
      .normal, "This is not a second leak."
    ),
    (
      .vmallocUsed,
      Given(columns: ["VmallocUsed": [30_000, 46_000], "Percpu": [3_000, 35_000]], leaks: [.vmallocUsed, .percpu]),
      .normal, "Per-CPU chunks account for it"
    ),
    (
      .sUnreclaim, Given(columns: ["SUnreclaim": [100_000, 100_400]], leaks: [.sUnreclaim]), .normal,
      "The rise of 400 KiB is too small to matter on this host."
    ),
    (
      .sUnreclaim, Given(columns: ["SUnreclaim": [100_000, 102_000]], leaks: [.sUnreclaim]), .watch,
      "A day's rhythm looks the same on its rising half"
    ),
    (
      .sUnreclaim,
      Given(
        columns: ["SUnreclaim": [100_000, 102_000], "AnonPages": [4_000_000, 2_000_000]], leaks: [.sUnreclaim]),
      .watch,
      "lasts longer than 2 h of growth can foretell (40 h)"
    ),
    (
      .pageTables,
      Given(
        columns: ["PageTables": [10_000, 14_000], "AnonPages": [1_000_000, 2_500_000], "Mapped": [100_000]],
        leaks: [.pageTables]), .watch, "Memory of processes grew by 1.43 GiB over the same time"
    ),
    (
      .pageTables,
      Given(columns: ["PageTables": [10_000, 34_000], "AnonPages": [1_000_000, 2_000_000]], leaks: [.pageTables]),
      .problem, "That is the mark of a leak"
    ),
    (
      .slab,
      Given(columns: ["Slab": [100_000, 300_000], "MemAvailable": [8_388_608, 8_388_000]], leaks: [.slab]), .problem,
      "So far MemAvailable has not followed (-608 KiB over the same time)"
    ),
  ])
  func growthIsExplained(_ dimension: Dimension, _ given: Given, _ verdict: Verdict, _ words: String) throws {
    let rule = try #require(Rule.all.first { $0.name == "sustained-growth" })
    let judgement = try #require(try rule(dimension, given.evidence, .standard))
    #expect(judgement.verdict == verdict)
    let sentence = try given.sentence(judgement)
    #expect(sentence.contains(words), "\(sentence)")
  }

  /// A threshold is one: each rule that has one is silent, or milder, beyond every number.
  @Test(arguments: cases)
  func thresholdsMatter(_ given: Case) throws {
    let rule = try #require(Rule.all.first { $0.name == given.rule })
    guard let threshold = rule.threshold else { return }
    // Of the two kinds of threshold, one asks for at least so much, the other for at most.
    let ends = try [0, threshold, 1e12].map { number in
      try rule(given.dimension, given.speaks.evidence, Policy(parsing: "\(rule.name) = \(number)", file: "p"))
    }
    #expect(Set(ends.map { $0?.verdict }).count > 1, "\(rule.name) does not use its threshold")
  }
}
