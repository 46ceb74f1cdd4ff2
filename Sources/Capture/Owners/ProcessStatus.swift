import KernelMemory

/// What /proc/PID/status says of a process, as far as it is needed.
struct ProcessStatus: Sendable, Hashable {
  /// The command's name, at most 15 bytes; white space in it is kept by the kernel as an escape.
  var name = ""
  /// Whether it is a kernel thread: a child of kthreadd, or kthreadd itself.
  var isKernel = false
  /// Its threads.
  var threads: Int64 = 1
  /// Its page tables, KiB: VmPTE, and VmPMD where an older kernel counts that apart (before 4.15).
  var pageTables: Int64 = 0
  /// Shared memory that it has touched, KiB: RssShmem, since 4.5.
  var shared: Int64 = 0

  private init() {}

  /// Reads the status of a process; nil where it is gone or hidden.
  init?(_ files: inout ProcFiles, pid: Int32) {
    var found = false
    var status = ProcessStatus()
    let failure = files.lines("proc/\(pid)/status") { line in
      if line.take("Name:") {
        status.name = line.rest()
        found = true
      } else if line.take("PPid:") {
        status.isKernel = line.number() == 2 || pid == 2
      } else if line.take("VmPTE:") || line.take("VmPMD:") {
        status.pageTables += min(line.number() ?? 0, 1 << 40)
      } else if line.take("RssShmem:") {
        status.shared = min(line.number() ?? 0, 1 << 44)
      } else if line.take("Threads:") {
        status.threads = min(line.number() ?? 1, 1 << 32)
      }
    }
    guard failure == nil, found else { return nil }
    self = status
  }

  /// The name under which kernel threads of one sort are counted: `kworker` of `kworker/3:1-events`.
  static func stem(_ name: String) -> String {
    let head = name.prefix { $0 != "/" && $0 != ":" }
    var stem = head
    while let last = stem.last, last.isASCII && (last.isNumber || last == "_" || last == "-") { stem.removeLast() }
    return String(stem.isEmpty ? head : stem)
  }
}
