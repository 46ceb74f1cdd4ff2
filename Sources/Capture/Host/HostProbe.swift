import Glibc
package import KernelMemory

/// Finds out what a session's header says about the host, from the kernel's own files.
///
/// Nothing is written and no program is run. Whatever cannot be read stays unknown.
package struct HostProbe: Sendable {
  private let files: HostFiles

  /// Makes a probe of the system whose files lie under a folder: `/`, or a copied tree in tests.
  package init(root: String = "/") { files = HostFiles(root: root) }

  /// Reads everything once; takes some milliseconds where the kernel's configuration is unpacked.
  package func facts() -> HostFacts {
    let release = files.word("proc/sys/kernel/osrelease")
    let machine = machine
    let meminfo = files.bytes("proc/meminfo").map { Meminfo($0) }
    let configuration = KernelConfiguration(files, release: release)
    return HostFacts(
      name: files.word("proc/sys/kernel/hostname"), kernelRelease: release,
      kernelVersion: files.word("proc/sys/kernel/version"), machine: machine,
      bootID: files.word("proc/sys/kernel/random/boot_id"), bootTime: bootTime, pageSize: pageSize,
      possibleCPUs: count("sys/devices/system/cpu/possible"), onlineCPUs: count("sys/devices/system/cpu/online"),
      memTotal: meminfo?[ContextCounter.memTotal.name].map { Bytes(kibibytes: $0) },
      numaNodes: count("sys/devices/system/node/online"),
      memory: MemoryProbe(files: files, machine: machine, meminfo: meminfo, configuration: configuration).setup(),
      environment: EnvironmentProbe(files: files, release: release).environment(),
      vmapStack: VmapStackProbe(files: files, release: release, configuration: configuration).vmapStack())
  }

  /// The random id of the running system's boot; nil where it cannot be read.
  static var bootID: String? { HostFiles(root: "/").word("proc/sys/kernel/random/boot_id") }

  /// The architecture: a file since 6.1, else the system call where the tree is the running system.
  private var machine: String? {
    if let word = files.word("proc/sys/kernel/arch") { return word }
    guard files.isLive else { return nil }
    var names = utsname()
    guard unsafe uname(&names) == 0 else { return nil }
    return unsafe withUnsafeBytes(of: &names.machine) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private var pageSize: Int64? { files.isLive ? Int64(sysconf(Int32(_SC_PAGESIZE))) : nil }

  /// `btime` of /proc/stat, in milliseconds; the kernel gives whole seconds.
  private var bootTime: Int64? {
    guard let line = files.text("proc/stat")?.pieces("\n").first(where: { $0.hasPrefix("btime ") }),
      let seconds = Int64(line.dropFirst("btime ".count).trimmed), (0...1 << 40).contains(seconds)
    else { return nil }
    return seconds * 1000
  }

  private func count(_ path: String) -> Int? { files.word(path).flatMap(CPUList.init)?.count }
}
