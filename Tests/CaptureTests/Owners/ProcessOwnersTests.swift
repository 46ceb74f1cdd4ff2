@testable import Capture
@testable import KernelMemory
import TestSupport
import Testing

/// Memory and descriptors of processes as owners, in trees that are made and on this machine.
@Suite("Processes as owners")
struct ProcessOwnersTests {
  private struct Process {
    var name: String
    var parent = 1
    var lines = ""
    var descriptors = 0
  }

  private static func write(_ processes: [Int: Process], to folder: borrowing TemporaryFolder) throws {
    for (pid, process) in processes {
      try folder.write(
        "Name:\t\(process.name)\nUmask:\t0022\nPPid:\t\(process.parent)\n\(process.lines)Threads:\t2\n",
        to: "proc/\(pid)/status")
      for number in 0..<process.descriptors { try folder.write("", to: "proc/\(pid)/fd/\(number)") }
    }
  }

  private static func snapshot(
    _ collector: inout OwnerCollector, _ reason: OwnerSnapshot.Reason = .start, available: Int64? = nil
  ) -> OwnerSnapshot {
    collector.snapshot(reason, time: 0, tasks: 100) { dimension in
      switch dimension {
      case .memAvailable: available
      case .kernelStack: 1600
      case .pageTables: 5000
      default: nil
      }
    }
  }

  private static func collector(_ root: String, budget: Int64 = 60_000_000) -> OwnerCollector {
    OwnerCollector(root: root, possibleCPUs: 4, budget: budget, cgroupBudget: 60_000_000)
  }

  @Test("memory is that of their own where the kernel tells it")
  func anonymous() throws {
    let folder = try TemporaryFolder()
    try Self.write(
      [
        1: Process(
          name: "init", parent: 0, lines: "VmRSS:\t 9000 kB\nRssAnon:\t 1000 kB\nRssShmem:\t 8000 kB\nVmPTE:\t 40 kB\n"),
        2: Process(name: "kthreadd", parent: 0),
        40: Process(name: "java", lines: "VmRSS:\t 900 kB\nRssAnon:\t 700 kB\n", descriptors: 5),
        41: Process(name: "java", lines: "VmRSS:\t 8000 kB\nRssAnon:\t 3000 kB\n", descriptors: 7),
      ], to: folder)
    var collector = Self.collector(folder.path)
    let snapshot = Self.snapshot(&collector)
    let memory = try #require(snapshot[.processMemory])
    #expect(memory.columns == [.kib, .count, .pid, .most])
    #expect(memory.owners == [Owner("java", [3700, 2, 41, 3000]), Owner("init", [1000, 1, 1, 1000])])
    let descriptors = try #require(snapshot[.descriptors])
    #expect(descriptors.columns == [.count, .processes, .pid, .most])
    #expect(descriptors.owners == [Owner("java", [12, 2, 41, 7])])
  }

  @Test("memory is an estimate where the kernel tells only what is resident")
  func resident() throws {
    let folder = try TemporaryFolder()
    try Self.write([1: Process(name: "init", parent: 0, lines: "VmRSS:\t 900 kB\n")], to: folder)
    var collector = Self.collector(folder.path)
    let snapshot = Self.snapshot(&collector)
    let memory = try #require(snapshot[.processMemory])
    #expect(memory.value(.estimated, of: try #require(memory.owner("init"))) == 1)
    #expect(memory.value(.kib, of: memory.owners[0]) == 900)
    #expect(snapshot[.descriptors] == nil)
  }

  @Test("are read again where memory that is available moved, and say what they had at the start")
  func growth() throws {
    let folder = try TemporaryFolder()
    try Self.write([7: Process(name: "leak", lines: "RssAnon:\t 1000 kB\n", descriptors: 3)], to: folder)
    var collector = Self.collector(folder.path)
    _ = Self.snapshot(&collector, available: 1_000_000)
    try Self.write([7: Process(name: "leak", lines: "RssAnon:\t 90000 kB\n", descriptors: 90)], to: folder)
    let unmoved = try #require(Self.snapshot(&collector, .period, available: 992_000)[.processMemory])
    #expect(unmoved.owners[0].values[0] == 1000)
    let moved = Self.snapshot(&collector, .period, available: 911_000)
    let memory = try #require(moved[.processMemory])
    let owner = try #require(memory.owner("leak"))
    #expect(memory.value(.kib, of: owner) == 90_000 && memory.value(.firstKiB, of: owner) == 1000)
    let descriptors = try #require(moved[.descriptors])
    let holder = try #require(descriptors.owner("leak"))
    #expect(descriptors.value(.count, of: holder) == 90 && descriptors.value(.firstCount, of: holder) == 3)
    #expect(descriptors.value(.kib, of: holder) == nil && descriptors.restKiB == 0)
  }

  @Test("those that are not examined yet are no owner, and their threads are in the rest")
  func unexamined() throws {
    var table = ProcessTable()
    let folder = try TemporaryFolder()
    var all: [Int: Process] = [:]
    for pid in 1...40 { all[pid] = Process(name: "p\(pid)") }
    try Self.write(all, to: folder)
    var files = ProcFiles(root: folder.path)
    table.update(&files, budget: 0)
    #expect(table.unknownCount == 33 && table.unknownThreads == 33)
    var selection = OwnerSelection()
    var snapshot = OwnerSnapshot(time: 0, reason: .start)
    CommandLists.add(table, stackKiB: 16, &selection, to: &snapshot)
    let threads = try #require(snapshot[.threads])
    #expect(threads.owners.count == 7 && threads.owners.allSatisfy { $0.name.hasPrefix("p") })
    #expect(threads.restCount == 33 && threads.restKiB == 33 * 16 && threads.totalKiB == (33 + 14) * 16)
    #expect(snapshot.facts[.unknownProcesses] == 33)
  }

  @Test(
    "a /proc that hides processes is remarked where it does",
    arguments: [
      ("rw,hidepid=invisible", false, true), ("rw,hidepid=2,gid=26", false, true), ("rw,hidepid=2", true, false),
      ("rw,hidepid=0", false, false), ("rw,hidepid=off", false, false), ("rw", false, false),
    ])
  func hidden(_ options: String, _ isSeen: Bool, _ isRemarked: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write("22 1 0:21 / /proc rw,nosuid - proc proc \(options)\n", to: "proc/self/mountinfo")
    try Self.write([(isSeen ? 1 : 50): Process(name: "init")], to: folder)
    var collector = Self.collector(folder.path)
    let remarks = Self.snapshot(&collector).remarks
    #expect(remarks.contains { $0.contains("hidepid") } == isRemarked)
  }

  /// The test itself is a process with memory; its descriptors are told since 6.2.
  @Test("this machine's processes have memory, and descriptors where the kernel tells")
  func live() throws {
    var files = ProcFiles(root: "/")
    var table = ProcessTable()
    table.update(&files, budget: 60_000_000)
    let own = try #require(files.link("proc/self").flatMap { Int32($0) })
    let name = try #require(files.processStatus(own)?.name)
    let sum = try #require(table.sums()[name])
    #expect(sum.memory.total > 1000 && sum.memory.most <= sum.memory.total)
    let isTold = (files.status("proc/self/fd")?.size ?? 0) > 0
    #expect(table.hasDescriptors == isTold && (sum.descriptors.total > 2) == isTold)
  }
}
