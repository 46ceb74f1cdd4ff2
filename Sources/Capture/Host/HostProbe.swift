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
    var facts = HostFacts(
      machine: machine, bootTime: bootTime, pageSize: pageSize,
      memTotal: meminfo?[ContextCounter.memTotal.name].map { Bytes(kibibytes: $0) },
      memory: MemoryProbe(files: files, machine: machine, meminfo: meminfo, configuration: configuration).setup(),
      environment: EnvironmentProbe(files: files, release: release).environment(),
      vmapStack: VmapStackProbe(files: files, release: release, configuration: configuration).vmapStack())
    let limits = CgroupLimits(files: files)
    let userSpace = UserSpaceProbe(files: files)
    let probed: [String: String] = [
      "cgroup_pids_max": limits.pids, "cgroup_memory_max_kb": limits.memory, "distribution": userSpace.distribution,
      "time_zone": userSpace.timeZone, "utc_offset_minutes": userSpace.offset.map { String($0) },
    ].compactMapValues(\.self)
    for fact in HostFact.all {
      switch fact.source {
      case .word(let path): facts[fact] = files.word(path).flatMap { HostProbe.value($0, fact.unit) }
      case .list(let path): facts[fact] = files.word(path).flatMap(CPUList.init).map { .integer(Int64($0.count)) }
      case .probe: if let word = probed[fact.key] { facts[fact] = HostProbe.value(word, fact.unit) }
      }
    }
    return facts
  }

  /// What a word of a file says in a fact's unit; nil where it is not of it.
  private static func value(_ word: String, _ unit: HostFact.Unit) -> HostValue? {
    switch unit {
    case .text: .text(word)
    case .word(let words): words.contains(word) ? .text(word) : nil
    case .count(let range): Int64(word).flatMap { range.contains($0) ? .integer($0) : nil }
    case .milliseconds, .bytes, .kibibytes: Int64(word).map(HostValue.integer)
    case .flag: ["1", "Y", "0", "N"].contains(word) ? .flag(word == "1" || word == "Y") : nil
    case .texts: .texts([word])
    case .limit(let unit): word == HostFact.noLimit ? .text(word) : value(word, unit)
    }
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
}
