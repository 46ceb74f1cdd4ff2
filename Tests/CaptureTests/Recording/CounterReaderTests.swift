import Glibc
import SessionFile
import TestSupport
import Testing
@testable import Capture
@testable import KernelMemory
@testable import Storage

@Suite("Counter reader")
struct CounterReaderTests {
  @Test("reads through one descriptor, and sees counters come and go")
  func changes() throws {
    let folder = try TemporaryFolder()
    try folder.write("MemTotal: 100 kB\nSlab: 5 kB\nNFS_Unstable: 0 kB\n", to: "proc/meminfo")
    try folder.write("0.12 0.21 0.11 3/101 8412\n", to: "proc/loadavg")
    var reader = try CounterReader(root: folder.path)
    #expect(reader.order.columns == ["time", "elapsed", "Tasks", "Slab", "MemTotal", "NFS_Unstable"])
    #expect(reader.tasks == 101)
    #expect(reader.value(.slab) == 5)

    try folder.write("MemTotal: 100 kB\nSlab: 77 kB\nNFS_Unstable: 0 kB\n", to: "proc/meminfo")
    try folder.write("0.12 0.21 0.11 3/99 8412\n", to: "proc/loadavg")
    #expect(try reader.read() == .same)
    #expect(reader.value(.slab) == 77)
    #expect(reader.tasks == 99)

    try folder.write("MemTotal: 100 kB\nSlab: 78 kB\nPercpu: 9 kB\n", to: "proc/meminfo")
    #expect(try reader.read() == .changed(added: ["Percpu"], removed: ["NFS_Unstable"]))
    #expect(reader.order.columns == ["time", "elapsed", "Tasks", "Slab", "Percpu", "MemTotal"])
    #expect(reader.value(.percpu) == 9)

    try folder.write("", to: "proc/meminfo")
    #expect(try reader.read() == .empty)
    #expect(reader.value(.percpu) == 9)
  }

  @Test(
    "reads the task count, or none",
    arguments: zip(
      ["0.12 0.21 0.11 3/101 8412\n", "0 0 0 1/2 3", "", "garbage", "0 0 0 3/", "1/x"], [101, 2, nil, nil, nil, nil]))
  func tasks(_ text: String, _ count: Int64?) throws {
    let folder = try TemporaryFolder()
    try folder.write("Slab: 5 kB\n", to: "proc/meminfo")
    try folder.write(text, to: "proc/loadavg")
    #expect(try CounterReader(root: folder.path).tasks == count)
  }

  @Test("does without a task count, but not without counters")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: SessionError(cannot: "open", errno: 2, file: folder.path + "/proc/meminfo")) {
      _ = try CounterReader(root: folder.path)
    }
    try folder.write("nothing here\n", to: "proc/meminfo")
    #expect(throws: SessionError("names no counters", file: folder.path + "/proc/meminfo")) {
      _ = try CounterReader(root: folder.path)
    }
    try folder.write("Slab: 5 kB\n", to: "proc/meminfo")
    #expect(try CounterReader(root: folder.path).order.columns == ["time", "elapsed", "Slab"])
  }

  @Test("knows the five dimensions by their places, also where lines come, go and change their length")
  func bands() throws {
    let folder = try TemporaryFolder()
    try folder.write("MemTotal: 100 kB\nSlab: 5 kB\nKernelStack: 7 kB\n", to: "proc/meminfo")
    var reader = try CounterReader(root: folder.path)
    #expect(reader.bands == [5, nil, 7, nil, nil])
    for (slab, stack) in [("5", "8"), ("123456", "8"), ("123457", "18446744073709551612"), ("9", "9")] {
      try folder.write("MemTotal: 100 kB\nSlab: \(slab) kB\nKernelStack: \(stack) kB\n", to: "proc/meminfo")
      #expect(try reader.read() == .same)
      #expect(reader.bands == [Int64(slab), nil, stack.count > 18 ? nil : Int64(stack), nil, nil])
      #expect(reader.meminfo["MemTotal"] == 100)
    }
    try folder.write("Percpu: 3 kB\nMemTotal: 100 kB\nSlab: 6 kB\n", to: "proc/meminfo")
    #expect(try reader.read() == .changed(added: ["Percpu"], removed: ["KernelStack"]))
    #expect(reader.bands == [6, nil, nil, nil, 3])
  }

  @Test("takes the kernel's want of memory for a missed sample")
  func wantOfMemory() {
    #expect(CounterReader.isPassing(ENOMEM))
    #expect(!CounterReader.isPassing(ENOTCONN))
  }

  @Test("grows its buffer for a text of any length")
  func long() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<2000).map { "Counter\($0): \($0) kB\n" }
    try folder.write(lines.joined(), to: "proc/meminfo")
    var reader = try CounterReader(root: folder.path)
    #expect(reader.meminfo["Counter1999"] == 1999)
    #expect(try reader.read() == .same)
  }
}
