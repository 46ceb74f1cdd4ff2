import Analysis
import KernelMemory
import Testing

@testable import Report

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

/// Who stands behind a dimension, in words.
@Suite struct OwnerSentenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var dimension: Dimension
    var columns: [OwnerList.Figure] = [.kib, .count]
    var kind: OwnerList.Kind
    var before: [(String, [Int64])]
    var after: [(String, [Int64])]
    var facts: [[OwnerSnapshot.Fact: Int64]] = [[:], [:]]
    var sentence: String?
    var testDescription: String { "\(dimension.name): \(sentence ?? "nothing")" }
  }

  /// Every dimension grows by 119 × 100 KiB = 11,900 KiB.
  static let cases: [Case] = [
    Case(
      dimension: .sReclaimable, columns: [.kib, .count, .usedKiB, .reclaimable], kind: .slab,
      before: [("dentry", [30_000, 150_000, 29_000, 1]), ("kmalloc-64", [500, 8000, 490, 0])],
      after: [("dentry", [41_067, 206_000, 40_000, 1]), ("kmalloc-64", [9000, 8000, 490, 0])],
      facts: [[.negativeDentries: 20_000], [.negativeDentries: 69_000]],
      sentence: "dentry holds 93 % of the growth (+10.8 MiB, +56,000 objects); 49,000 of them are negative dentries."),
    Case(
      dimension: .sUnreclaim, columns: [.kib, .count, .usedKiB, .reclaimable], kind: .slab,
      before: [("dentry", [30_000, 150_000, 29_000, 1]), ("kmalloc-64", [500, 8000, 490, 0])],
      after: [("dentry", [60_000, 206_000, 40_000, 1]), ("kmalloc-64", [12_400, 198_400, 490, 0])],
      sentence: "kmalloc-64 holds all of the growth (+11.6 MiB, +190,400 objects)."),
    Case(
      dimension: .vmallocUsed, kind: .vmalloc, before: [("thread stacks", [1600, 100])],
      after: [("thread stacks", [13_500, 844]), ("htab_map_alloc", [12, 1])],
      sentence: "Thread stacks hold all of the growth (+11.6 MiB, +744 areas)."),
    Case(
      dimension: .kernelStack, columns: [.kib, .count, .processes, .pid, .most], kind: .threads,
      before: [("java", [320, 20, 1, 812, 20])],
      after: [("java", [11_628, 727, 2, 812, 700]), ("kworker (kernel)", [592, 37, 37, 40, 1])],
      sentence: "Threads of java hold 95 % of the growth (+11.0 MiB, +707 threads); process 812 has 700 of 727."),
    Case(
      dimension: .pageTables, columns: [.kib, .count, .pid, .most], kind: .pageTables,
      before: [("postgres", [500, 1, 900, 500])], after: [("postgres", [12_400, 101, 950, 130])],
      sentence:
        "Page tables of postgres hold all of the growth (+11.6 MiB, +100 processes); 101 processes, of which 950 has most, 130 KiB."
    ),
    Case(
      dimension: .percpu, columns: [.kib, .count, .estimated], kind: .percpu,
      before: [("memory cgroups", [100, 20, 1])], after: [("memory cgroups", [11_000, 3020, 1])],
      facts: [[.dyingCgroups: 5], [.dyingCgroups: 2990]],
      sentence:
        "Memory cgroups explain about 92 % of the growth (+3,000 of them, an estimate); 2,990 are removed, but something still holds them."
    ),
    Case(
      dimension: .vmallocUsed, kind: .vmalloc, before: [("a", [100, 1]), ("b", [100, 1]), ("c", [100, 1])],
      after: [("a", [4100, 2]), ("b", [4000, 1]), ("c", [3900, 1])],
      sentence: "vmalloc by a holds 34 % of the growth (+3.91 MiB, +1 area), then b +3.81 MiB and c +3.71 MiB."),
    Case(
      dimension: .vmallocUsed, kind: .vmalloc, before: [("a", [100, 1])], after: [("a", [400, 1]), ("b", [300, 1])],
      sentence: "No single owner stands behind the growth: the largest, a, is 2.5 % of it."),
  ]

  /// KiB of a large cache and of those in use, and what is said.
  @Test(
    "free slots are named where they are many",
    arguments: [
      (100_000, 40_000, "58.6 MiB of 107 MiB in these caches are free slots"), (100_000, 95_000, nil), (9000, 10, nil),
    ] as [(Int64, Int64, String?)])
  func freeSlots(_ kib: Int64, _ used: Int64, _ words: String?) throws {
    let columns: [OwnerList.Figure] = [.kib, .count, .usedKiB, .reclaimable]
    let rows: [(String, [Int64])] = [("inode_cache", [kib, 9, used, 1]), ("dentry", [10_000, 9, 10_000, 1])]
    let owners = [snapshot(0, .start, list(.slab, columns, rows)), snapshot(119_000, .end, list(.slab, columns, rows))]
    let findings = Findings(analysing: session([.slab: 0], owners: owners))
    let notes = try Self.notes(.slab, findings)
    #expect(notes.contains { $0.contains("free slots") } == (words != nil))
    if let words { #expect(notes.contains { $0.hasPrefix(words) && $0.contains("inode_cache, of which 40 %") }) }
  }

  @Test("one sentence names the owner", arguments: cases)
  func sentence(_ expected: Case) throws {
    let session = session(
      [expected.dimension: 100],
      owners: [
        snapshot(0, .start, list(expected.kind, expected.columns, expected.before), facts: expected.facts[0]),
        snapshot(119_000, .end, list(expected.kind, expected.columns, expected.after), facts: expected.facts[1]),
      ])
    let findings = Findings(analysing: session)
    let finding = try #require(findings[expected.dimension])
    #expect(OwnerSentence(finding)?.sentence == expected.sentence)
    #expect(finding.ownership?.change == 11_900)
    #expect(Content(findings).sentences(expected.dimension).contains { $0 == expected.sentence })
  }

  private static func notes(_ dimension: Dimension, _ findings: Findings) throws -> [String] {
    OwnerNotes(dimension: dimension, ownership: try #require(findings[dimension]?.ownership)).sentences
  }

  @Test("what was largest before the end is named with its time")
  func spike() throws {
    var session = session([.kernelStack: 0], owners: [])
    session.columns[0].values = session.times.indices.map { (50...56).contains($0) ? 140_000 : 100_000 }
    let columns: [OwnerList.Figure] = [.kib, .count]
    session.owners = [
      snapshot(0, .start, list(.threads, columns, [("sh", [160, 10])])),
      snapshot(51_000, .move, list(.threads, columns, [("sh", [160, 10]), ("storm", [40_000, 2500])])),
      snapshot(119_000, .end, list(.threads, columns, [("sh", [160, 10]), ("storm", [0, 0])])),
    ]
    let finding = try #require(Findings(analysing: session)[.kernelStack])
    #expect(
      OwnerSentence(finding)?.sentence
        == "Until 00:00:51: Threads of storm hold all of the growth (+39.1 MiB, +2,500 threads); gone at the end, by 00:01:59."
    )
  }

  @Test("the notes say what else was counted")
  func notes() throws {
    let lists = list(.pageTables, [.kib, .count], [("postgres", [10, 1])])
    let shared = list(.sharedMemory, [.kib, .count], [("segment 1", [8 << 20, 500]), ("segment 2", [9 << 20, 1])])
    var before = snapshot(0, .start, lists, facts: [.dentries: 221_066, .inodes: 9])
    before.lists += [list(.slab, [.kib, .count], [("a", [1, 1])]), shared]
    before.lists.append(
      list(.cgroups, [.kib, .count, .slabReclaimable, .kernelStack], [("/app", [9000, 1, 3000, 1000])]))
    var after = before
    after.time = 119_000
    after.reason = .end
    after.facts[.dentries] = 421_869
    let findings = Findings(analysing: session([.slab: 0, .pageTables: 0], owners: [before, after]))
    #expect(
      try Self.notes(.slab, findings) == [
        "Dentries: 221,066 → 421,869; inodes: 9.",
        "Of 8.79 MiB of kernel memory charged to these cgroups, 4.88 MiB are in no counter: pipes, io_uring, virtual machines, BPF ring buffers.",
      ])
    #expect(
      try Self.notes(.pageTables, findings) == [
        "A shared memory segment of 8.00 GiB is mapped by 500 processes: without huge pages up to 16.0 MiB of page tables in each."
      ])
    #expect(findings[.slab]?.ownership?.cgroups.map(\.name) == ["/app"])
  }
}
