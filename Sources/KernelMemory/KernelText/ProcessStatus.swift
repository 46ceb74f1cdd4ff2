/// What /proc/PID/status says of a process, as far as it is needed.
package struct ProcessStatus: Sendable, Hashable {
  /// The command's name, at most 15 bytes; white space in it is kept by the kernel as an escape.
  package var name = ""
  /// Whether it is a kernel thread: a child of kthreadd, or kthreadd itself.
  package var isKernel = false
  /// Its threads.
  package var threads: Int64 = 1
  /// Its page tables, KiB: VmPTE, and VmPMD where an older kernel counts that apart (before 4.15).
  package var pageTables: Int64 = 0
  /// Shared memory that it has touched, KiB: RssShmem, since 4.5.
  package var shared: Int64 = 0
  /// Memory that is its own, KiB: RssAnon, since 4.5; nil on older kernels, and for kernel threads.
  package var anonymous: Int64?
  /// Memory that it has touched and that is in RAM, files and what it shares with others too, KiB: VmRSS.
  package var resident: Int64 = 0

  private var hasName = false

  /// Makes a status of which nothing was read.
  package init() {}

  /// Whether lines of a status were read: a process always has a name, and it comes first.
  package var isRead: Bool { hasName }

  /// Takes a line of the status of a process.
  package mutating func take(_ line: inout FieldScanner, pid: Int32) {
    // A status has some fifty lines, and most are told by their first letter not to be wanted.
    if line.begins(with: UInt8(ascii: "V")) {
      if line.take("VmPTE:") || line.take("VmPMD:") {
        pageTables += min(line.number() ?? 0, 1 << 40)
      } else if line.take("VmRSS:") {
        resident = min(line.number() ?? 0, 1 << 44)
      }
    } else if line.begins(with: UInt8(ascii: "R")) {
      if line.take("RssAnon:") {
        anonymous = line.number().map { min($0, 1 << 44) }
      } else if line.take("RssShmem:") {
        shared = min(line.number() ?? 0, 1 << 44)
      }
    } else if line.take("Name:") {
      name = line.rest()
      hasName = true
    } else if line.take("PPid:") {
      isKernel = line.number() == 2 || pid == 2
    } else if line.take("Threads:") {
      threads = min(line.number() ?? 1, 1 << 32)
    }
  }

  /// The name under which kernel threads of one sort are counted: `kworker` of `kworker/3:1-events`.
  package static func stem(_ name: String) -> String {
    let head = name.prefix { $0 != "/" && $0 != ":" }
    var stem = head
    while let last = stem.last, last.isASCII && (last.isNumber || last == "_" || last == "-") { stem.removeLast() }
    return String(stem.isEmpty ? head : stem)
  }
}
