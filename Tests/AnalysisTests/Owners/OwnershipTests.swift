import KernelMemory
import Testing

@testable import Analysis

/// A session of 120 samples whose dimensions rise by some KiB a second, with snapshots at its begin and its end.
private func session(_ slopes: [Dimension: Int64], owners: [OwnerSnapshot]) -> Session {
  let header = SessionHeader(
    recorder: "kmem test", start: 0, interval: 1000, host: HostFacts(machine: "x86_64", possibleCPUs: 2))
  let times = (0..<120).map { Int64($0) * 1000 }
  var columns = slopes.map { dimension, slope in
    Column(name: dimension.name, values: times.indices.map { 100_000 + Int64($0) * slope })
  }
  columns.append(Column(name: "MemAvailable", values: times.map { _ in 8_000_000 }))
  columns.append(Column(name: "MemTotal", values: times.map { _ in 16_000_000 }))
  return Session(
    header: header, parts: [SessionPart(header: header, samples: 0..<120)], times: times, columns: columns,
    owners: owners)
}

private func snapshot(
  _ time: Int64, _ reason: OwnerSnapshot.Reason, _ list: OwnerList, facts: [OwnerSnapshot.Fact: Int64] = [:]
) -> OwnerSnapshot {
  OwnerSnapshot(time: time, reason: reason, lists: [list], facts: facts)
}

private func list(_ kind: OwnerList.Kind, _ columns: [OwnerList.Figure], _ rows: [(String, [Int64])]) -> OwnerList {
  OwnerList(kind, columns: columns, owners: rows.map { Owner($0.0, $0.1) })
}

@Suite("Owners of a change")
struct OwnershipTests {
  @Test(
    "caches that share slabs have keys of their own",
    arguments: [
      ("dentry", []), ("a (also b)", ["slab:b"]), ("a (also b, c-1 and 3 more)", ["slab:b", "slab:c-1"]),
      ("a (also ", []), ("a (also )", []),
    ] as [(String, [String])])
  func sharedKeys(_ name: String, _ keys: [String]) {
    #expect(OwnerChange(name: name, kind: .slab, first: 0, last: 1, key: "slab:a").sharedKeys == keys)
    #expect(OwnerChange(name: name, kind: .threads, first: 0, last: 1, key: "threads:a").sharedKeys.isEmpty)
  }

  @Test("where a dimension hardly changes nobody is named, and the largest comes first")
  func steady() throws {
    let lists = list(.slab, [.kib, .count], [("a", [10, 1]), ("b", [900, 3])])
    let session = session([.slab: 0], owners: [snapshot(0, .start, lists), snapshot(119_000, .end, lists)])
    let ownership = try #require(Findings(analysing: session)[.slab]?.ownership)
    #expect(ownership.leader == nil)
    #expect(ownership.owners.map(\.name) == ["b", "a"])
    #expect(ownership.owners.allSatisfy { $0.share == nil })
  }

  @Test("a session without snapshots has no owners, and every sentence as before")
  func none() throws {
    let findings = Findings(analysing: session([.slab: 100], owners: []))
    #expect(findings.dimensions.allSatisfy { $0.ownership == nil })
  }

  @Test("what an owner had at the start is taken from the later snapshot where the first does not list it")
  func late() throws {
    let after = OwnerList(
      .slab, columns: [.kib, .count, .firstKiB, .firstCount],
      owners: [Owner("a", [11_990, 500, 90, 4]), Owner("b", [40, 1, Column.absent, Column.absent])])
    let session = session(
      [.slab: 100],
      owners: [
        snapshot(
          0, .start,
          OwnerList(.slab, columns: [.kib, .count], owners: [Owner("b", [40, 1])], restCount: 3, restKiB: 99)),
        snapshot(119_000, .end, after),
      ])
    let owners = try #require(Findings(analysing: session)[.slab]?.ownership?.owners)
    #expect(owners.map(\.name) == ["a", "b"])
    #expect(owners.map(\.change) == [11_900, 0])
  }

  @Test("a spike is explained by the snapshot at its height")
  func spike() throws {
    var session = session([.kernelStack: 0], owners: [])
    session.columns[0].values = session.times.indices.map { (50...56).contains($0) ? 140_000 : 100_000 }
    let columns: [OwnerList.Figure] = [.kib, .count]
    session.owners = [
      snapshot(0, .start, list(.threads, columns, [("sh", [160, 10])])),
      snapshot(51_000, .move, list(.threads, columns, [("sh", [160, 10]), ("storm", [40_000, 2500])])),
      snapshot(119_000, .end, list(.threads, columns, [("sh", [160, 10]), ("storm", [0, 0])])),
    ]
    let ownership = try #require(Findings(analysing: session)[.kernelStack]?.ownership)
    #expect(ownership.times.upperBound == 51_000)
    #expect(ownership.leader?.name == "storm")
    #expect(ownership.leader?.change == 40_000)
  }

  @Test("growth of vmalloc memory that areas show to be stacks is no second leak")
  func excuse() throws {
    let columns: [OwnerList.Figure] = [.kib, .count]
    func verdict(_ name: String) -> Verdict? {
      Findings(
        analysing: session(
          [.vmallocUsed: 100],
          owners: [
            snapshot(0, .start, list(.vmalloc, columns, [(name, [1000, 1])])),
            snapshot(119_000, .end, list(.vmalloc, columns, [(name, [12_900, 700])])),
          ]))[.vmallocUsed]?.verdict
    }
    #expect(verdict("thread stacks") == .normal)
    #expect(verdict("per-CPU metadata") == .normal)
    #expect(verdict("htab_map_alloc") == .problem)
  }

  @Test("sockets hold what counts as reclaimable")
  func pinned() throws {
    func verdict(_ name: String) -> Verdict? {
      let columns: [OwnerList.Figure] = [.kib, .count, .usedKiB, .reclaimable]
      return Findings(
        analysing: session(
          [.sReclaimable: 100],
          owners: [
            snapshot(0, .start, list(.slab, columns, [(name, [1000, 1, 1000, 1])])),
            snapshot(119_000, .end, list(.slab, columns, [(name, [12_900, 700, 12_900, 1])])),
          ]))[.sReclaimable]?.verdict
    }
    #expect(verdict("ext4_inode_cache") == .normal)
    #expect(verdict("dentry") == .watch)
    #expect(verdict("sock_inode_cache (also x)") == .problem)
  }
}
