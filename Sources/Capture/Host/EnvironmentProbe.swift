import KernelMemory

/// Finds out what the host runs on and in, as `systemd-detect-virt` does, and keeps the evidence.
struct EnvironmentProbe: Sendable {
  let files: HostFiles
  let release: String?

  /// The hypervisor, the container, the cloud and LXCFS, with a phrase of evidence for each thing that was found.
  func environment() -> HostEnvironment {
    let hypervisor = HypervisorProbe(files: files, release: release).clue()
    let container = ContainerProbe(files: files, release: release).clue()
    let cloud = CloudProbe(files: files).clue()
    var evidence = (hypervisor?.evidence ?? []) + (container?.evidence ?? [])
    evidence += (cloud?.evidence ?? []).filter { !evidence.contains($0) }
    let lxcfs = isServedByLXCFS
    if lxcfs { evidence.append("an LXCFS mount on /proc/meminfo in /proc/self/mountinfo") }
    return HostEnvironment(
      hypervisor: hypervisor?.name, container: container?.name, cloud: cloud?.name, lxcfs: lxcfs, evidence: evidence)
  }

  /// Whether a `fuse.lxcfs` file system is mounted on /proc/meminfo itself.
  ///
  /// Fields of a line, from `Documentation/filesystems/proc.rst`: the mount point is the fifth, the type follows ` - `.
  private var isServedByLXCFS: Bool {
    guard let text = files.text("proc/self/mountinfo") else { return false }
    return text.pieces("\n").contains { line in
      let fields = line.pieces(" ")
      guard fields.count > 6, fields[4] == "/proc/meminfo", let dash = fields.firstIndex(of: "-") else { return false }
      return fields[(dash + 1)...].first?.hasPrefix("fuse.lxcfs") ?? false
    }
  }
}

/// What the environment turned out to be, and how that is known.
struct EnvironmentClue: Sendable, Hashable {
  /// The name that the session's header carries; `none` for bare metal, or for no container.
  var name: String

  /// A phrase each.
  var evidence: [String]
}
