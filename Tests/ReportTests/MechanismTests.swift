import Analysis
import KernelMemory
import Testing

@testable import Report

/// What grew, told by the caches that grew with it; and who came when it began.
@Suite struct MechanismTests {
  /// Slab grows by 100 KiB a second from the hundredth second on, and caches by so many objects of a KiB.
  private static func session(_ caches: [(name: String, count: Int64)]) -> Session {
    var session = SampleSessions.session(columns: [
      ("Slab", 100_000, 0), ("SUnreclaim", 60_000, 0), ("MemAvailable", 6_000_000, 0),
    ])
    for index in session.columns.indices where session.columns[index].name != "MemAvailable" {
      for sample in 100..<300 { session.columns[index].values[sample] += Int64(sample - 100) * 100 }
    }
    let columns: [OwnerList.Figure] = [.kib, .count, .usedKiB, .reclaimable]
    session.owners = [(0, OwnerSnapshot.Reason.start), (299, .end)].map { sample, reason in
      let owners = caches.map { name, count in
        let now = 1000 + (sample == 0 ? 0 : count)
        return Owner(name, [now, now, now, 0])
      }
      var processes = [Owner("init", [100, 1, 1, 100])]
      if sample > 0 { processes.append(Owner("keeper", [80, 1, 4242, 80])) }
      return OwnerSnapshot(
        time: session.times[sample], reason: reason,
        lists: [
          OwnerList(.slab, columns: columns, owners: owners),
          OwnerList(.pageTables, columns: [.kib, .count, .pid, .most], owners: processes),
        ])
    }
    return session
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var words: String?
    var caches: [(name: String, count: Int64)]
    var testDescription: String { words ?? "nothing" }
  }

  static let cases = [
    Case(
      words: "These are pipes, 2,000 more",
      caches: [("filp", 4010), ("kmalloc-cg-1k", 2000), ("kmalloc-cg-192", 2000), ("inode_cache", 2000)]),
    Case(
      words: "These are sockets, 5,000 more, nearly all of them UDP",
      caches: [("UDP (also PINGv6, UDP-Lite)", 5010), ("sock_inode_cache", 5000), ("filp", 5000)]),
    Case(
      words: "These are packets that wait in sockets, 8,000 more",
      caches: [("skbuff_head_cache", 8000), ("kmalloc-cg-1k", 8100), ("dentry", 40)]),
    Case(words: "These are memory cgroups, 1,500 more", caches: [("mem_cgroup", 1500), ("kmalloc-4k", 3000)]),
    // A handful beside a growth explains none of it.
    Case(words: nil, caches: [("mem_cgroup", 60), ("kmalloc-4k", 9000)]),
    Case(words: nil, caches: [("kmalloc-1k", 9000), ("dentry", 300)]),
    Case(words: nil, caches: [("filp", 9000), ("kmalloc-cg-1k", 300), ("inode_cache", 40)]),
  ]

  @Test(arguments: cases) func theSetOfCachesTells(_ given: Case) throws {
    let findings = Findings(analysing: Self.session(given.caches))
    let sentences = Content(findings).sentences(.slab)
    #expect(sentences.contains { $0.hasPrefix(given.words ?? "These are") } == (given.words != nil), "\(sentences)")
  }

  @Test func whoCameIsNamedAsASuspicion() throws {
    let findings = Findings(analysing: Self.session([("kmalloc-1k", 19_000)]))
    #expect(findings[.slab]?.shape.isLeak == true)
    let sentences = Content(findings).sentences(.slab)
    #expect(
      sentences.contains {
        $0.hasPrefix("By time alone: keeper (process 4242) was not there before it began at 22:40:2")
          && $0.hasSuffix("and is there at the end.")
      }, "\(sentences)")
  }

  /// 40 MiB in eight stairs, one every 50 s, at a host of which nothing else is known.
  @Test func stairsAreCalledStairs() throws {
    var session = SampleSessions.session(samples: 400, columns: [("Slab", 100_000, 0), ("MemAvailable", 6_000_000, 0)])
    for sample in 0..<400 {
      session.columns[0].values[sample] += Int64(sample / 50) * 5000 + Int64(sample * 7919 % 13) * 4
    }
    let sentence = try #require(Content(Findings(analysing: session)).sentences(.slab).first)
    #expect(sentence.contains(" It climbs in 7 stairs, one about every 50 s."), "\(sentence)")
  }
}
