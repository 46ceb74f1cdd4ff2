@testable import Capture
import KernelMemory
import TestSupport
import Testing

/// Where the process behind a growth comes from, and what it may take, read from a tree that is made.
@Suite struct ProcessReaderTests {
  private static func list(_ name: String, _ first: Int64, _ now: Int64, pid: Int64 = 40) -> OwnerList {
    OwnerList(
      .threads, columns: [.kib, .count, .processes, .pid, .most, .firstKiB, .firstCount],
      owners: [Owner(name, [now * 16, now, 1, pid, now, first * 16, first])])
  }

  private static func write(to folder: borrowing TemporaryFolder, uid: Int = 1000, capabilities: String = "0") throws {
    try folder.write("5000.25 9000.00\n", to: "proc/uptime")
    try folder.write("systemd\n", to: "proc/1/comm")
    let fields = (0..<30).map(String.init).joined(separator: " ")
    try folder.write("40 (a) b) (c) S 1 40 \(fields.dropFirst(2))\n", to: "proc/40/stat")
    try folder.write("Name:\ta\nUid:\t\(uid)\t0\t0\t0\nCapEff:\t\(capabilities)\n", to: "proc/40/status")
    try folder.write(
      "Limit                     Soft Limit           Hard Limit           Units\n"
        + "Max processes             7823                 7823                 processes\n"
        + "Max open files            1024                 1048576              files\n", to: "proc/40/limits")
    try folder.write("0::/a.slice/b.service\n", to: "proc/40/cgroup")
    try folder.write("30 24 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", to: "proc/self/mountinfo")
    let files = [
      ("b.service/pids.max", "900"), ("b.service/pids.current", "30"), ("pids.max", "100"), ("pids.current", "40"),
      ("b.service/memory.max", "max"), ("b.service/memory.current", "409600"),
    ]
    for (name, text) in files { try folder.write(text + "\n", to: "sys/fs/cgroup/a.slice/" + name) }
  }

  private static func read(_ folder: borrowing TemporaryFolder, _ list: OwnerList) -> [ProcessDetails] {
    var files = ProcFiles(root: folder.path)
    var reader = ProcessReader()
    return reader.read([list], time: 10_000_000, &files)
  }

  @Test func allOfIt() throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let details = try #require(Self.read(folder, Self.list("a", 4, 900)).first)
    #expect(details.pid == 40 && details.name == "a" && details.parentName == "systemd")
    #expect(details.cgroup == "/a.slice/b.service")
    // Of the two control groups the one above has less left.
    #expect(
      details.figures == [
        .parent: 1, .started: 10_000_000 - 5_000_250 + 170, .openFiles: 1024, .userTasks: 7823, .tasksMax: 100,
        .tasks: 40, .memory: 400,
      ])
  }

  @Test(arguments: [(0, "0"), (1000, "0000000000200000"), (1000, "0000000001000000")])
  func whoIsNotHeldToTheLimitOfTasks(_ uid: Int, _ capabilities: String) throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, uid: uid, capabilities: capabilities)
    let details = try #require(Self.read(folder, Self.list("a", 4, 900)).first)
    #expect(details[.userTasks] == nil && details[.openFiles] == 1024)
  }

  /// What hardly grew, kernel threads, and what has ended.
  @Test(
    arguments: [("a", 880, 900, 40), ("kworker (kernel)", 4, 900, 40), ("a", 4, 900, 41)]
      as [(String, Int64, Int64, Int64)])
  func nothingIsRead(_ name: String, _ first: Int64, _ now: Int64, _ pid: Int64) throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    #expect(Self.read(folder, Self.list(name, first, now, pid: pid)).isEmpty)
  }
}
