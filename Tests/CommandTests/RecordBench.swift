import KernelMemory
import SessionFile
import Storage
import TestSupport

/// A folder with a small fake /proc, and the sessions that are recorded from it.
struct RecordBench: ~Copyable {
  let folder: TemporaryFolder

  init() throws {
    let folder = try TemporaryFolder()
    try folder.write("web3\n", to: "root/proc/sys/kernel/hostname")
    try folder.write(
      "MemTotal:        1000 kB\nSlab:              50 kB\nKernelStack:       16 kB\n", to: "root/proc/meminfo")
    try folder.write("0.12 0.21 0.11 3/101 8412\n", to: "root/proc/loadavg")
    self.folder = folder
  }

  func meminfo(_ text: String) throws { try folder.write(text, to: "root/proc/meminfo") }

  /// `kmem record` every 10 ms from the fake /proc.
  func arguments(_ more: [String]) -> [String] {
    ["record", "--root=root", "--interval=10ms", "--attribution=off"] + more
  }

  func record(_ more: String...) throws -> RunningTool.Result { try RunningTool.run(arguments(more), in: folder.path) }

  func start(_ more: String...) throws -> RunningTool { try RunningTool(arguments(more), in: folder.path) }

  func text(_ name: String = "s.jsonl") -> String { folder.read(name) }

  func lines(_ name: String = "s.jsonl") -> [Substring] { text(name).split(separator: "\n") }

  func samples(_ name: String = "s.jsonl") -> [Substring] { lines(name).filter { $0.hasPrefix("[") } }

  func session() throws -> Session { try Session(reading: [.file(folder.path + "/s.jsonl")]) }

  /// What happened beside the samples, without what differs from run to run: the recorder's cost, and gaps on a busy machine.
  func happenings() throws -> [SessionEvent.Kind] {
    try session().events.map(\.kind).filter { kind in
      switch kind {
      case .cost, .gap: false
      default: true
      }
    }
  }
}
