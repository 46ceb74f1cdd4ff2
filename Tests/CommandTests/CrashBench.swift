import Glibc
import KernelMemory
import SessionFile
import Storage
import TestSupport

/// A folder with a fake /proc of usual size, and the recordings that are broken there.
struct CrashBench: ~Copyable {
  let folder: TemporaryFolder

  /// As many counters as a kernel has, so that a line has its usual length.
  static let counters =
    ["MemTotal", "MemFree", "MemAvailable", "Slab", "KernelStack", "PageTables"]
    + (0..<47).map { "Counter_\($0)" }

  init() throws {
    let folder = try TemporaryFolder()
    try folder.write("web3\n", to: "root/proc/sys/kernel/hostname")
    let lines = CrashBench.counters.enumerated().map { "\($1): \(Int64(24_000_000) - Int64($0)) kB\n" }
    try folder.write(lines.joined(), to: "root/proc/meminfo")
    try folder.write("0.12 0.21 0.11 3/101 8412\n", to: "root/proc/loadavg")
    self.folder = folder
  }

  /// `kmem record` every 10 ms from the fake /proc.
  func start(_ more: String...) throws -> RunningTool {
    try RunningTool(["record", "--root", "root", "--interval", "10ms", "--attribution", "off"] + more, in: folder.path)
  }

  func bytes(_ name: String) -> [UInt8] { Array(folder.read(name).utf8) }

  func lines(_ name: String) -> Int { bytes(name).count { $0 == UInt8(ascii: "\n") } }

  func session(_ name: String) throws -> Session { try Session(reading: [.file(folder.path + "/" + name)]) }

  /// Microseconds on a clock that nobody sets.
  static var now: Int {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000_000 + now.tv_nsec / 1000
  }
}

/// A file system of some kilobytes in memory, for as long as the value lives.
struct SmallDisk: ~Copyable {
  let path: String

  /// Mounts one below a folder; nil where this process may not.
  init?(_ path: String, kilobytes: Int) {
    unsafe mkdir(path, 0o755)
    guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else { return nil }
    self.path = path
  }

  deinit { unsafe umount2(path, Int32(MNT_DETACH)) }

  /// Fills what is left; gives the name of the file that does it.
  func fill() throws -> String {
    let name = path + "/filler"
    let file = unsafe open(name, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    guard file >= 0 else { throw TemporaryFolder.Failure(errno: errno) }
    defer { close(file) }
    let block = [UInt8](repeating: 0, count: 4096)
    while unsafe block.withUnsafeBytes({ unsafe write(file, $0.baseAddress, $0.count) }) == block.count {}
    return name
  }
}
