@testable import Capture
@testable import KernelMemory
@testable import SessionFile
import Testing

/// The folder of a host whose owners are read.
func ownersHost(_ name: String) -> String {
  let file = #filePath
  guard let range = file.firstRange(of: "/Tests/") else { return file }
  return String(file[..<range.lowerBound]) + "/Fixtures/Owners/" + name
}

/// One snapshot of a tree.
func snapshot(of host: String, possibleCPUs: Int = 4) -> OwnerSnapshot {
  var collector = OwnerCollector(
    // A busy machine and a sanitizer take their time; what is read must not depend on it.
    root: ownersHost(host), possibleCPUs: possibleCPUs, budget: 60_000_000, cgroupBudget: 60_000_000)
  return collector.snapshot(.start, time: 1000, tasks: 100) { dimension in dimension == .kernelStack ? 1600 : nil }
}

@Suite("Readers of owners")
struct OwnerReadersTests {
  struct Expected: Sendable, CustomTestStringConvertible {
    var host: String
    var kind: OwnerList.Kind
    var name: String
    var kib: Int64
    var count: Int64
    var testDescription: String { "\(host): \(name)" }
  }

  /// Sizes by hand: slabs × pages × page size, pages × page size, threads × stack.
  static let owners: [Expected] = [
    Expected(host: "cgroup2-6.1", kind: .slab, name: "dentry", kib: 40_000, count: 200_000),
    Expected(host: "cgroup2-6.1", kind: .slab, name: "kmalloc-64 (also fs_cache, pde_opener)", kib: 400, count: 6400),
    Expected(host: "arm64-64k-5.15", kind: .slab, name: "dentry", kib: 198 * 64, count: 66_000),
    Expected(host: "arm64-64k-5.15", kind: .slab, name: "task_struct", kib: 7 * 256, count: 300),
    Expected(host: "rhel7-3.10", kind: .slab, name: "dentry", kib: 457_144, count: 2_400_000),
    Expected(host: "arm64-64k-5.15", kind: .vmalloc, name: "thread stacks", kib: 128, count: 2),
    Expected(host: "arm64-64k-5.15", kind: .vmalloc, name: "per-CPU metadata", kib: 128, count: 1),
    Expected(host: "arm64-64k-5.15", kind: .vmalloc, name: "load_module [nf_tables]", kib: 320, count: 1),
    Expected(host: "rhel7-3.10", kind: .vmalloc, name: "alloc_large_system_hash", kib: 2048, count: 1),
    Expected(host: "cgroup1-6.18", kind: .threads, name: "java", kib: 487 * 16, count: 487),
    Expected(host: "cgroup1-6.18", kind: .threads, name: "kworker (kernel)", kib: 32, count: 2),
    Expected(host: "cgroup1-6.18", kind: .pageTables, name: "postgres", kib: 6400, count: 3),
    Expected(host: "cgroup1-6.18", kind: .pageTables, name: "java", kib: 5120, count: 1),
    Expected(host: "rhel7-3.10", kind: .pageTables, name: "oracle_1201_db", kib: 66_070, count: 1),
    Expected(host: "rhel7-3.10", kind: .sharedMemory, name: "segment 32768", kib: 33_554_432, count: 501),
    Expected(host: "cgroup2-6.1", kind: .percpu, name: "memory cgroups", kib: 439, count: 61),
    Expected(host: "cgroup2-6.1", kind: .percpu, name: "network namespaces", kib: 144, count: 12),
    Expected(host: "cgroup2-6.1", kind: .cgroups, name: "/system.slice/postgresql.service", kib: 6000, count: 1),
    // What is its own: 9,000 less 2,000 and 6,000 of its two services.
    Expected(host: "cgroup2-6.1", kind: .cgroups, name: "/system.slice", kib: 1000, count: 1),
    // Captured: idle tasks have stacks too, seven of eight CPUs that are possible.
    Expected(host: "debian-6.1", kind: .vmalloc, name: "thread stacks", kib: 1168, count: 73),
    Expected(host: "debian-6.1", kind: .threads, name: "kworker (kernel)", kib: 240, count: 15),
    Expected(host: "debian-6.1", kind: .cgroups, name: "/system.slice/web.service", kib: 856, count: 1),
    Expected(host: "debian-6.1", kind: .percpu, name: "memory cgroups", kib: 180, count: 25),
    Expected(host: "rhel8-4.18", kind: .slab, name: "dentry", kib: 78_096, count: 410_000),
    Expected(host: "rhel8-4.18", kind: .vmalloc, name: "thread stacks", kib: 48, count: 3),
    Expected(host: "rhel8-4.18", kind: .vmalloc, name: "per-CPU metadata", kib: 8, count: 1),
    Expected(host: "rhel8-4.18", kind: .vmalloc, name: "xfs_init [xfs]", kib: 40, count: 1),
    Expected(host: "rhel8-4.18", kind: .percpu, name: "memory cgroups", kib: 5040, count: 700),
    Expected(host: "ubuntu-5.15", kind: .slab, name: "UDP", kib: 12_544, count: 9000),
    Expected(host: "ubuntu-5.15", kind: .vmalloc, name: "thread stacks", kib: 32, count: 2),
    Expected(host: "ubuntu-5.15", kind: .vmalloc, name: "htab_map_alloc", kib: 4096, count: 1),
    Expected(host: "ubuntu-5.15", kind: .cgroups, name: "/system.slice/dns.service", kib: 16_384, count: 1),
    // What is charged to the root and to no slice.
    Expected(host: "ubuntu-5.15", kind: .cgroups, name: "/", kib: 4864, count: 1),
    Expected(host: "docker", kind: .slab, name: "kmalloc-1k", kib: 3200, count: 3200),
    Expected(host: "docker", kind: .cgroups, name: "/", kib: 5120, count: 1),
    Expected(host: "docker", kind: .threads, name: "node", kib: 64 * 16, count: 64),
    Expected(host: "kubernetes", kind: .cgroups, name: "/", kib: 15_360, count: 1),
    Expected(host: "kubernetes", kind: .pageTables, name: "java", kib: 4000, count: 1),
    Expected(host: "lxc-lxcfs", kind: .pageTables, name: "nginx", kib: 290, count: 2),
    Expected(
      host: "ubuntu-6.14", kind: .codeLines, name: "drivers/staging/ctagmod/ctagmod.c:20 [ctagmod] func:ctagmod_start",
      kib: 4096, count: 1024),
    // Inlined at two places.
    Expected(
      host: "ubuntu-6.14", kind: .codeLines, name: "net/core/skbuff.c:660 func:__alloc_skb", kib: 4096, count: 1024),
    Expected(
      host: "ubuntu-6.14", kind: .codeLines, name: "mm/filemap.c:1919 func:__filemap_get_folio", kib: 1024, count: 256),
    Expected(host: "ubuntu-6.14", kind: .pageTables, name: "postgres", kib: 1700, count: 2),
    // Without `kernel`, the parts are summed.
    Expected(host: "arm64-64k-5.15", kind: .cgroups, name: "/app.slice", kib: 1921, count: 1),
  ]

  @Test("reads every owner with its size", arguments: owners)
  func owner(_ expected: Expected) throws {
    let list = try #require(snapshot(of: expected.host)[expected.kind])
    let owner = try #require(list.owner(expected.name))
    #expect(list.value(.kib, of: owner) == expected.kib)
    #expect(list.value(.count, of: owner) == expected.count)
  }

  @Test(
    "reads the facts",
    arguments: [
      ("cgroup2-6.1", OwnerSnapshot.Fact.negativeDentries, 150_042), ("cgroup2-6.1", .dyingCgroups, 56),
      ("cgroup2-6.1", .visibleCgroups, 5), ("cgroup2-6.1", .memoryCgroups, 61), ("rhel7-3.10", .dentries, 2_400_133),
      ("debian-6.1", .dyingCgroups, 20), ("debian-6.1", .visibleCgroups, 5), ("debian-6.1", .memoryCgroups, 25),
      ("rhel8-4.18", .visibleCgroups, 4), ("rhel8-4.18", .dyingCgroups, 696), ("rhel8-4.18", .negativeDentries, 0),
      ("ubuntu-5.15", .dyingCgroups, 86), ("ubuntu-5.15", .files, 9600), ("docker", .memoryCgroups, 190),
      ("ubuntu-6.14", .xfsMounts, 2), ("docker", .xfsMounts, 0),
      // Four folders are there; the kernel counts more.
      ("cgroup1-6.18", .visibleCgroups, 4), ("cgroup1-6.18", .processes, 9), ("cgroup1-6.18", .kernelThreads, 4),
    ] as [(String, OwnerSnapshot.Fact, Int64)])
  func fact(_ host: String, _ fact: OwnerSnapshot.Fact, _ value: Int64) {
    #expect(snapshot(of: host).facts[fact] == value)
  }

  @Test("the areas of a captured host sum to its VmallocUsed, to the kB")
  func vmallocSum() throws {
    var files = ProcFiles(root: ownersHost("cgroup1-6.18"))
    var vmalloc = VmallocOwners()
    let owners = try #require(vmalloc.read(&files, pageSize: 4096))
    let used = try CounterReader(root: ownersHost("cgroup1-6.18")).value(.vmallocUsed)
    #expect(vmalloc.total == used)
    #expect(vmalloc.stackKiB == 16)
    #expect(owners.contains { $0.name == "per-CPU metadata" })
  }

  @Test("knows which caches the kernel can shrink, and says nothing of others")
  func reclaimable() throws {
    let list = try #require(snapshot(of: "cgroup1-6.18")[.slab])
    let dentry = try #require(list.owner("dentry"))
    let task = try #require(list.owners.first { $0.name.hasPrefix("task_struct") })
    #expect(list.value(.reclaimable, of: dentry) == 1)
    #expect(list.value(.reclaimable, of: task) == 0)
    let old = try #require(snapshot(of: "rhel7-3.10")[.slab])
    #expect(try old.value(.reclaimable, of: #require(old.owner("dentry"))) == nil)
  }

  @Test("reads files of shared memory, and what processes have touched of it")
  func sharedMemory() throws {
    let snapshot = snapshot(of: "ubuntu-6.14")
    let list = try #require(snapshot[.sharedMemory])
    let file = try #require(list.owner("/dev/shm/PostgreSQL.1"))
    #expect((list.value(.kib, of: file) ?? 0) >= 5)
    #expect(list.value(.count, of: file) == nil)
    let tables = try #require(snapshot[.pageTables])
    #expect(tables.value(.shared, of: try #require(tables.owner("postgres"))) == 786_432)
    #expect(snapshot[.codeLines]?.owners.first?.name == "mm/page_ext.c:270 func:alloc_page_ext")
    #expect(snapshot[.codeLines]?.owners.count == 6)
  }

  @Test("a tree without the files says once what cannot be read")
  func missing() {
    var collector = OwnerCollector(root: ownersHost("nothing-there"), possibleCPUs: nil)
    let first = collector.snapshot(.start, time: 0, tasks: nil) { _ in nil }
    #expect(first.lists.isEmpty)
    #expect(first.remarks.count == 2)
    #expect(first.remarks.first?.contains("/proc/slabinfo cannot be read (No such file or directory)") == true)
    #expect(collector.snapshot(.end, time: 1, tasks: nil) { _ in nil }.remarks.isEmpty)
  }

  @Test("a container's part of version 1 tells nothing of how many cgroups were removed")
  func partOfHierarchy() {
    let facts = snapshot(of: "lxc-lxcfs").facts
    #expect(facts[.memoryCgroups] == 700)
    #expect(facts[.visibleCgroups] == nil && facts[.dyingCgroups] == nil)
  }

  @Test("what a pod may not read is said once")
  func pod() {
    let remarks = snapshot(of: "kubernetes").remarks
    #expect(remarks.count == 2)
    #expect(remarks.allSatisfy { $0.contains("cannot be read") })
  }

  @Test("cgroup v1 gives nothing by cgroup, and that is said", arguments: ["cgroup1-6.18", "rhel8-4.18", "lxc-lxcfs"])
  func versionOne(_ host: String) {
    let remarks = snapshot(of: host).remarks
    #expect(
      remarks.contains("the kernel gives no memory by cgroup here: that takes cgroup v2 with the memory controller"))
  }

  @Test("hostile names stay data, and impossible numbers are left out")
  func hostile() throws {
    let snapshot = snapshot(of: "hostile")
    let slab = try #require(snapshot[.slab])
    #expect(slab.owners.map(\.name).contains("evil\"cache\u{1b}[31m<b>"))
    #expect(slab.owner("huge") == nil)
    #expect(slab.owners.allSatisfy { (slab.value(.kib, of: $0) ?? 0) >= 0 })
    #expect(snapshot[.threads]?.owner("</td><script>alert(1)</script>") != nil)
    let line = SessionText.owners(snapshot, elapsed: 5)
    #expect(!line.dropLast().contains("\n"))
    #expect(!line.contains("\u{1b}"))
    #expect(OwnersLine(Array(line.utf8))?.snapshot(at: 1000).lists == snapshot.lists)
  }

  @Test(
    "kernel threads are counted by the stem of their name",
    arguments: [
      ("kworker/3:1-events", "kworker"), ("ksoftirqd/0", "ksoftirqd"), ("jbd2/vda-8", "jbd"),
      ("z_wr_iss_3", "z_wr_iss"),
      ("irq/24-virtio0", "irq"), ("kthreadd", "kthreadd"), ("0", "0"),
    ])
  func stem(_ name: String, _ stem: String) {
    #expect(ProcessStatus.stem(name) == stem)
  }
}
