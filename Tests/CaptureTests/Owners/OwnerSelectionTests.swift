@testable import Capture
@testable import KernelMemory
@testable import SessionFile
import Testing

@Suite("What a snapshot keeps, and when it is taken")
struct OwnerSelectionTests {
  private static func caches(_ count: Int, kib: (Int) -> Int64) -> [Owner] {
    (0..<count).map { Owner("cache-\($0)", [kib($0), kib($0) * 2]) }
  }

  @Test("keeps the largest, and sums the rest")
  func rest() {
    var selection = OwnerSelection()
    let list = selection.select(.slab, [.kib, .count], Self.caches(200) { Int64(1000 - $0) })
    #expect(list.owners.count == OwnerSelection.firstLimit)
    #expect(list.owners.first?.name == "cache-0")
    #expect(list.restCount == 104)
    #expect(list.totalKiB == (801...1000).reduce(0, +))
  }

  @Test("a small owner that grew is kept, with what it had at the begin")
  func grown() throws {
    var selection = OwnerSelection()
    _ = selection.select(.slab, [.kib, .count], Self.caches(200) { Int64(1000 - $0) })
    let later = selection.select(
      .slab, [.kib, .count], Self.caches(200) { $0 == 150 ? 850 + 40 : Int64(1000 - $0) })
    #expect(later.owners.count == OwnerSelection.limit + 1)
    let owner = try #require(later.owner("cache-150"))
    #expect(later.value(.kib, of: owner) == 890)
    #expect(later.value(.firstKiB, of: owner) == 850)
    #expect(later.value(.firstCount, of: owner) == 1700)
  }

  @Test("an owner that is gone is listed with nothing")
  func gone() throws {
    var selection = OwnerSelection()
    _ = selection.select(.pageTables, [.kib, .count], [Owner("java", [5000, 1]), Owner("sh", [40, 1])])
    let later = selection.select(.pageTables, [.kib, .count], [Owner("sh", [40, 1])])
    #expect(try later.value(.kib, of: #require(later.owner("java"))) == 0)
  }

  @Test("a snapshot's line stays within its bound, whatever the names")
  func bound() throws {
    var selection = OwnerSelection()
    let names = (0..<96).map { Owner(String(repeating: "\u{1}", count: 5000) + "\($0)", [Int64($0) + 1, 1]) }
    let lists = OwnerList.Kind.allCases.map { selection.select($0, [.kib, .count], names) }
    let line = SessionText.owners(OwnerSnapshot(time: 0, reason: .start, lists: lists), elapsed: 0)
    #expect(line.utf8.count <= SessionText.ownersLimit)
    let snapshot = try #require(OwnersLine(Array(line.utf8))).snapshot(at: 0)
    for list in snapshot.lists { #expect(list.totalKiB == (1...96).reduce(0, +)) }
  }

  /// Seconds, the value, and what is to happen; the snapshot at 0 saw 100,000 KiB and took 5 ms.
  @Test(
    "is taken in time, or where a dimension moves far",
    arguments: [
      (5, 100_000, nil), (59, 100_000, nil), (60, 100_000, .period), (5, 200_000, nil), (10, 200_000, .move),
      (10, 109_999, nil), (10, 110_000, .move), (10, 89_000, .move), (59, 101_000, nil),
    ] as [(Int64, Int64, OwnerSnapshot.Reason?)])
  func plan(_ seconds: Int64, _ value: Int64, _ reason: OwnerSnapshot.Reason?) {
    var plan = AttributionPlan(period: 60_000)
    #expect(plan.reason(now: 0, values: [100_000]) == .start)
    plan.took(at: 0, cost: 5000, values: [100_000])
    #expect(plan.reason(now: seconds * 1_000_000_000, values: [value]) == reason)
  }

  @Test("what is costly is done more seldom")
  func backOff() {
    var plan = AttributionPlan(period: 1000)
    plan.took(at: 0, cost: 50_000, values: [100_000])
    #expect(plan.reason(now: 4_900_000_000, values: [100_000]) == nil)
    #expect(plan.reason(now: 5_000_000_000, values: [100_000]) == .period)
    plan = AttributionPlan(period: 60_000)
    plan.took(at: 0, cost: 50_000, values: [100_000])
    #expect(plan.reason(now: 49_000_000_000, values: [900_000]) == nil)
    #expect(plan.reason(now: 50_000_000_000, values: [900_000]) == .move)
  }

  /// What is read of areas and of processes: at the start, where a dimension moved since they were last read, and at the end.
  @Test("looks again only at what moved")
  func moved() {
    var collector = OwnerCollector(
      root: ownersHost("ubuntu-5.15"), possibleCPUs: 4, budget: 60_000_000, vmallocBudget: 60_000_000)
    var values: [Dimension: Int64] = [.vmallocUsed: 8224, .kernelStack: 1600, .pageTables: 5000]
    func take(_ reason: OwnerSnapshot.Reason, _ change: [Dimension: Int64] = [:]) -> (areas: Bool, examined: Int64) {
      values.merge(change) { $1 }
      let snapshot = collector.snapshot(reason, time: 0, tasks: 100) { values[$0] }
      // What was not read again is listed as it was.
      #expect(snapshot[.pageTables]?.owner("dns-relay") != nil)
      return (snapshot[.vmalloc] != nil, snapshot.facts[.examined] ?? -1)
    }
    #expect(take(.start) == (true, 2))
    #expect(take(.period) == (false, 0))
    #expect(take(.period, [.vmallocUsed: 8224 + 255, .pageTables: 5255]) == (false, 0))
    #expect(take(.move, [.vmallocUsed: 8224 + 256]) == (true, 0))
    #expect(take(.period, [.pageTables: 5256]) == (false, 2))
    #expect(take(.period, [.kernelStack: 1664]) == (false, 2))
    #expect(take(.end) == (true, 2))
  }

  /// With a budget of nothing every reading of the areas is too costly.
  @Test("reads costly areas at the start, and at the end where they moved", arguments: [(0, false), (300, true)])
  func costly(_ change: Int64, _ isRead: Bool) {
    var collector = OwnerCollector(root: ownersHost("ubuntu-5.15"), possibleCPUs: 4, vmallocBudget: 0)
    func take(_ reason: OwnerSnapshot.Reason, _ used: Int64) -> Bool {
      collector.snapshot(reason, time: 0, tasks: 100) { $0 == .vmallocUsed ? used : nil }[.vmalloc] != nil
    }
    #expect(take(.start, 8224))
    #expect(!take(.period, 8224 + change))
    #expect(take(.end, 8224 + change) == isRead)
  }

  /// A host with more processes than one snapshot can examine: every 4 s at 40 ms each, until all are known, or 30 times.
  @Test("catches up with processes at the begin, within 1 % of a core")
  func catchUp() {
    var plan = AttributionPlan(period: 60_000)
    var now: Int64 = 0
    plan.took(at: now, cost: 40_000, values: [], isIncomplete: true)
    for _ in 0..<30 {
      #expect(plan.reason(now: now + 3_900_000_000, values: []) == nil)
      now += 4_000_000_000
      #expect(plan.reason(now: now, values: []) == .period)
      plan.took(at: now, cost: 40_000, values: [], isIncomplete: true)
    }
    #expect(plan.reason(now: now + 59_000_000_000, values: []) == nil)
    #expect(plan.reason(now: now + 60_000_000_000, values: []) == .period)
    plan = AttributionPlan(period: 60_000)
    plan.took(at: 0, cost: 1000, values: [], isIncomplete: true)
    #expect(plan.reason(now: 1_000_000_000, values: []) == .period)
    plan.took(at: 1_000_000_000, cost: 1000, values: [])
    #expect(plan.reason(now: 60_000_000_000, values: []) == nil)
  }

  @Test(
    "a long session keeps an even choice of snapshots, the first and the last among them",
    arguments: [1, 160, 161, 5000])
  func thinning(_ count: Int) {
    var log = OwnersLog()
    for index in 0..<count {
      let snapshot = OwnerSnapshot(time: Int64(index), reason: index == 0 ? .start : .period)
      log.take(Array(SessionText.owners(snapshot, elapsed: nil).utf8), time: Int64(index))
    }
    let times = log.snapshots().map(\.time)
    #expect(log.count == count)
    #expect(times.count <= OwnersLog.limit + 1)
    #expect(times.count >= min(count, OwnersLog.limit / 2))
    #expect(times.first == 0)
    #expect(times.last == Int64(count - 1))
    #expect(times == times.sorted())
  }
}
