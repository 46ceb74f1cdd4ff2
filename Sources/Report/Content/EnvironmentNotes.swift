import KernelMemory

/// What the surroundings and the set-up of a host mean for its kernel memory: which notes apply, each with the reason why.
struct EnvironmentNotes {
  /// A fact about the host with the notes that go with it.
  struct Note: Hashable {
    /// The fact and how it is known: `5 levels of page tables, by VmallocTotal in /proc/meminfo`.
    let reason: String
    /// What texts are chosen by: `levels:5`.
    let keys: [String]
  }

  let session: Session

  private var host: HostFacts { session.header.host }

  /// The notes that apply, from the outside in; empty where nothing is known that matters.
  var notes: [Note] { surroundings + processor + pages + swap + rest }

  private var surroundings: [Note] {
    let environment = host.environment
    var keys: [String] = []
    // LXCFS has a table of its own, which says more.
    if let container = environment.container, container != "none", !environment.lxcfs {
      keys.append("container:" + container)
    }
    switch environment.hypervisor {
    case nil, "none"?: break
    case "wsl"?: keys.append(isFirstWSL ? "wsl:1" : "wsl:2")
    case let name?: keys.append("hypervisor:" + name)
    }
    guard !keys.isEmpty else { return [] }
    let evidence = environment.evidence.isEmpty ? "" : ": " + environment.evidence.joined(separator: "; ")
    let cloud = environment.cloud.map { " (\($0))" } ?? ""
    return [Note(reason: environment.words + cloud + evidence, keys: keys)]
  }

  /// WSL 1 calls itself `4.4.0-19041-Microsoft`, WSL 2 `5.15.167.4-microsoft-standard-WSL2`.
  private var isFirstWSL: Bool { host.kernelRelease?.hasSuffix("-Microsoft") ?? false }

  private var processor: [Note] {
    var notes: [Note] = []
    if let possible = host.possibleCPUs, let online = host.onlineCPUs, possible > online {
      notes.append(Note(reason: "\(online) online of \(possible) possible CPUs", keys: ["cpus:spare"]))
    }
    if let nodes = host.numaNodes, nodes > 1 { notes.append(Note(reason: "\(nodes) NUMA nodes", keys: ["numa:many"])) }
    return notes
  }

  private var pages: [Note] {
    var notes: [Note] = []
    if let size = host.pageSize, size > 4096 {
      notes.append(Note(reason: "pages of \(Bytes(size).text)", keys: ["page_size:\(size)"]))
    }
    if let levels = host.memory.pageTableLevels {
      let source = host.memory.pageTableLevelsSource.map { ", by " + $0 } ?? ""
      notes.append(Note(reason: "\(levels) levels of page tables\(source)", keys: ["levels:\(levels)"]))
    }
    if let pool = host.memory.hugePages, pool > .zero {
      notes.append(Note(reason: "\(pool.text) in pools of huge pages", keys: ["huge_pages:reserved"]))
    }
    if let policy = host.memory.transparentHugePages {
      notes.append(Note(reason: "transparent huge pages: \(policy)", keys: ["thp:" + policy]))
    }
    return notes
  }

  private var swap: [Note] {
    let memory = host.memory
    var notes: [Note] = []
    if memory.swap == .zero { notes.append(Note(reason: "no swap: SwapTotal is 0", keys: ["swap:none"])) }
    if memory.swapKinds.contains("zram") {
      notes.append(Note(reason: "swap on zram, by /proc/swaps", keys: ["swap:zram"]))
    }
    if memory.zswap == true, memory.swap != .zero {
      notes.append(Note(reason: "zswap is on, by /sys/module/zswap", keys: ["swap:zswap"]))
    }
    return notes
  }

  private var rest: [Note] {
    guard let version = host.memory.controlGroups else { return [] }
    let words =
      switch version {
      case .one: "cgroup v1, by the mounts"
      case .two: "cgroup v2, by the mounts"
      case .hybrid: "cgroup v1 and v2 side by side, by the mounts"
      }
    return [Note(reason: words, keys: ["cgroup:" + version.rawValue])]
  }
}
