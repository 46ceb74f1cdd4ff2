@testable import Capture
@testable import KernelMemory
import TestSupport
import Testing

/// The limits of the recorder's own cgroup, in trees that are made.
@Suite("Limits of the recorder's cgroup")
struct CgroupLimitsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var files: [String: String]
    var pids: HostValue?
    var memory: HostValue?

    init(_ name: String, _ files: [String: String], pids: HostValue? = nil, memory: HostValue? = nil) {
      (testDescription, self.files, self.pids, self.memory) = (name, files, pids, memory)
    }
  }

  private static func second(_ cgroup: String, root: String = "/") -> [String: String] {
    [
      "proc/self/cgroup": "0::\(cgroup)\n",
      "proc/self/mountinfo": "30 23 0:27 \(root) /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n",
    ]
  }

  private static func first(_ cgroup: String, root: String = "/") -> [String: String] {
    [
      "proc/self/cgroup": "9:pids:\(cgroup)\n4:memory:\(cgroup)\n1:name=systemd:\(cgroup)\n0::\(cgroup)\n",
      "proc/self/mountinfo": """
      33 32 0:29 \(root) /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw,nsdelegate
      35 32 0:31 \(root) /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
      36 32 0:32 \(root) /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids

      """,
    ]
  }

  static let cases: [Case] = [
    Case(
      "its own",
      second("/user.slice/shell.scope").merging([
        "sys/fs/cgroup/user.slice/shell.scope/pids.max": "512\n",
        "sys/fs/cgroup/user.slice/shell.scope/memory.max": "268435456\n",
        "sys/fs/cgroup/user.slice/pids.max": "10813\n", "sys/fs/cgroup/user.slice/memory.max": "max\n",
      ]) { $1 }, pids: .integer(512), memory: .integer(262_144)),
    Case(
      "that of a cgroup above it, which is lower",
      second("/a/b/c").merging([
        "sys/fs/cgroup/a/b/c/pids.max": "max\n", "sys/fs/cgroup/a/b/pids.max": "900\n",
        "sys/fs/cgroup/a/pids.max": "70\n",
        "sys/fs/cgroup/a/b/c/memory.max": "max\n", "sys/fs/cgroup/a/memory.max": "4096\n",
      ]) { $1 }, pids: .integer(70), memory: .integer(4)),
    Case(
      "none, which is known",
      second("/a").merging(["sys/fs/cgroup/a/pids.max": "max\n", "sys/fs/cgroup/a/memory.max": "max\n"]) { $1 },
      pids: .text("max"), memory: .text("max")),
    Case(
      "a controller that is off says nothing", second("/a").merging(["sys/fs/cgroup/a/pids.max": "0\n"]) { $1 },
      pids: .integer(0)),
    Case("the root has no such file", second("/")),
    Case(
      "a container in a cgroup namespace of its own",
      second("/").merging(["sys/fs/cgroup/pids.max": "100\n", "sys/fs/cgroup/memory.max": "1048576\n"]) { $1 },
      pids: .integer(100), memory: .integer(1024)),
    Case(
      "a container whose cgroup is mounted as the root",
      second("/docker/4f3/x", root: "/docker/4f3").merging([
        "sys/fs/cgroup/x/pids.max": "100\n", "sys/fs/cgroup/pids.max": "50\n",
      ]) {
        $1
      }, pids: .integer(50)),
    Case(
      "a cgroup outside of what is mounted",
      second("/../other").merging(["sys/fs/cgroup/pids.max": "5\n", "sys/fs/cgroup/other/pids.max": "6\n"]) { $1 }),
    Case(
      "version 1",
      first("/a").merging([
        "sys/fs/cgroup/pids/a/pids.max": "max\n",
        "sys/fs/cgroup/memory/a/memory.stat": "cache 4096\nhierarchical_memory_limit 1073741824\n",
        "sys/fs/cgroup/unified/a/pids.max": "3\n",
      ]) { $1 }, pids: .text("max"), memory: .integer(1_048_576)),
    Case(
      "version 1 without limits, pages of 4 KiB",
      first("/a").merging(["sys/fs/cgroup/memory/a/memory.stat": "hierarchical_memory_limit 9223372036854771712\n"]) {
        $1
      },
      memory: .text("max")),
    Case(
      "what is no number",
      second("/a").merging(["sys/fs/cgroup/a/pids.max": "many\n", "sys/fs/cgroup/a/memory.max": "-5\n"]) { $1 }),
  ]

  @Test(arguments: cases)
  func limits(_ given: Case) throws {
    let folder = try TemporaryFolder()
    for (path, text) in given.files { try folder.write(text, to: path) }
    let facts = HostProbe(root: folder.path).facts()
    #expect(facts.cgroupPidsMax == given.pids)
    #expect(facts.cgroupMemoryMax == given.memory)
  }
}
