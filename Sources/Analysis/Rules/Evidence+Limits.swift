import KernelMemory

extension Evidence {
  /// The limits that a dimension's growth leads to, the one that is reached first in front; empty where no growth is proved.
  func reaches(_ dimension: Dimension) -> [LimitReach] {
    var all: [LimitReach] = []
    if let drain = drain(of: dimension), let left = last(.memAvailable) {
      all.append(reach(.memAvailable, value: ram ?? left, used: (ram ?? left) - left, dimension, drain))
    }
    if let drain = Drain(shapes[dimension]?.trend), isLeaking(dimension) {
      if dimension == .kernelStack { all += tasks(drain) }
      if dimension == .vmallocUsed, let total = session.ends(.vmallocTotal)?.last {
        all.append(reach(.vmallocTotal, value: Double(total), used: last(.vmallocUsed), dimension, drain))
      }
      all += objects(dimension) + memory(dimension)
    }
    return all.filter { $0.hours != nil }.sorted {
      ($0.hours?.likely ?? .infinity, $0.limit.rawValue) < ($1.hours?.likely ?? .infinity, $1.limit.rawValue)
    }
  }

  /// Every limit that was recorded, with the soonest time where growth leads to it, and those that the recorder looks for and that are
  /// missing, without a value.
  var limits: [LimitReach] {
    let host = session.header.host
    let facts = OwnerSnapshot.sorted(session.owners).last?.facts ?? [:]
    let tasks = taskCount
    var all = Dimension.allCases.flatMap(reaches)
    all.sort { ($0.hours?.likely ?? 0) < ($1.hours?.likely ?? 0) }
    if let ram, let left = last(.memAvailable) { all.append(LimitReach(.memAvailable, value: ram, used: ram - left)) }
    all += [
      LimitReach(.threadsMax, value: host.threadsMax.map(Double.init), used: tasks),
      LimitReach(.pidMax, value: host.pidMax.map(Double.init), used: tasks),
      LimitReach(.fileMax, value: host.fileMax.map(Double.init), used: facts[.files].map(Double.init)),
      LimitReach(.maxMapCount, value: host.maxMapCount.map(Double.init), used: nil),
    ]
    if let value = host.cgroupPidsMax?.integer {
      all.append(LimitReach(.cgroupTasks, value: Double(value), used: nil, isConditional: true))
    }
    if let value = host.cgroupMemoryMax?.integer {
      all.append(LimitReach(.cgroupMemory, value: Double(value), used: nil, isConditional: true))
    }
    if let count = facts[.memoryCgroups] {
      all.append(LimitReach(.memoryCgroups, value: Evidence.memoryCgroupIDs, used: Double(count)))
    }
    var seen: Set<String> = []
    return all.filter { seen.insert($0.limit.rawValue + ":" + ($0.subject ?? "")).inserted }
  }

  /// Ids of memory cgroups are 16 bits: MEM_CGROUP_ID_MAX, include/linux/memcontrol.h.
  private static let memoryCgroupIDs = 65_535.0

  private func reach(
    _ limit: Judgement.Limit, of subject: String? = nil, value: Double?, used: Double?, _ dimension: Dimension,
    _ rate: Drain, isConditional: Bool = false
  ) -> LimitReach {
    LimitReach(
      limit, of: subject, value: value, used: used, by: dimension, rate: rate, seen: seen(dimension),
      isConditional: isConditional)
  }

  /// Tasks on the host at the end: counted, else by the size of a stack.
  private var taskCount: Double? {
    if let tasks = session.ends(.tasks)?.last { return Double(tasks) }
    guard let stacks = last(.kernelStack), let stack = stackKiB else { return nil }
    return stacks / stack
  }

  /// KiB a thread stack: what a snapshot saw, else THREAD_SIZE of the architecture; nil where neither is known.
  private var stackKiB: Double? {
    if let bytes = session.owners.last(where: { $0.facts[.stackBytes] != nil })?.facts[.stackBytes], bytes >= 4096 {
      return Double(bytes) / 1024
    }
    let page = Double(session.header.host.pageSize ?? 4096) / 1024
    return switch session.header.host.machine {
    // A stack in vmalloc memory takes whole pages.
    case "x86_64", "aarch64", "ppc64le", "ppc64", "s390x", "riscv64", "loongarch64", "mips64": max(16, page)
    case "i386", "i486", "i586", "i686", "armv7l", "armv6l", "armv5tel", "mips": max(8, page)
    default: nil
    }
  }

  /// The process that most of a dimension's growth is with, as the last snapshot that looked at it saw it.
  private func process(_ pid: Int64?, _ name: String) -> ProcessDetails? {
    session.owners.last { $0.process(pid, name) != nil }?.process(pid, name)
  }

  /// The limits of tasks: the stacks' rate over the size of one, unless tasks did not rise with the stacks.
  private func tasks(_ drain: Drain) -> [LimitReach] {
    let host = session.header.host
    guard let stack = stackKiB, let count = taskCount, let trend = shapes[.kernelStack]?.trend,
      let series = series[.kernelStack]
    else { return [] }
    if let before = session.value(of: .tasks, near: series.sample(at: trend.first)),
      let after = session.value(of: .tasks, near: series.sample(at: trend.last)),
      Double(after - before) * stack * 2 < Double(series.values[trend.last] - series.values[trend.first])
    {
      return []
    }
    let rate = drain.times(1 / stack)
    func of(
      _ limit: Judgement.Limit, _ value: Int64?, used: Double?, _ subject: String? = nil, isConditional: Bool = false
    ) -> LimitReach {
      reach(
        limit, of: subject, value: value.map(Double.init), used: used, .kernelStack, rate, isConditional: isConditional)
    }
    var all = [of(.threadsMax, host.threadsMax, used: count), of(.pidMax, host.pidMax, used: count)]
    let leader = owners[.kernelStack]?.leader.flatMap { $0.goneSince == nil ? $0 : nil }
    let known = leader.flatMap { process($0.process, $0.name) }
    if let known {
      all.append(of(.cgroupTasks, known[.tasksMax], used: known[.tasks].map(Double.init), known.cgroup))
      // Its user may run more than this.
      all.append(of(.userTasks, known[.userTasks], used: leader?.processMost.map(Double.init), known.title))
    }
    if known?.cgroup == nil, let value = host.cgroupPidsMax?.integer, count < Double(value) {
      all.append(of(.cgroupTasks, value, used: count, isConditional: true))
    }
    // Two mappings a thread, its stack and the guard below it.
    if let leader, !leader.name.hasSuffix(" (kernel)"), let most = leader.processMost, most * 2 > leader.lastCount ?? 0,
      let grown = leader.countChange, grown > 32, let value = host.maxMapCount
    {
      let title = leader.process.map { "\(leader.name), process \($0)" }
      all.append(
        reach(
          .maxMapCount, of: title, value: Double(value), used: Double(most * 2), .kernelStack, rate.times(2)))
    }
    return all
  }

  /// The limits of what snapshots count and what costs slab: open files, descriptors of a process, ids of memory cgroups.
  private func objects(_ dimension: Dimension) -> [LimitReach] {
    guard [.slab, .sUnreclaim, .sReclaimable, .percpu, .vmallocUsed].contains(dimension),
      let ownership = owners[dimension],
      let trend = shapes[dimension]?.trend, let series = series[dimension],
      // What grew since the growth began took no longer than that.
      case let begin = max(ownership.times.lowerBound, series.times[trend.first]),
      case let hours = Double(ownership.times.upperBound - begin) / 3_600_000, hours > 0
    else { return [] }
    func rate(_ change: Int64?) -> Drain? {
      guard let change, change >= 50, case let rate = Double(change) / hours else { return nil }
      return Drain(slope: rate, low: rate, high: rate)
    }
    var all: [LimitReach] = []
    let last = ownership.comparison.last.facts
    let changed = ownership.comparison.change
    if dimension != .vmallocUsed, let rate = rate(changed(.memoryCgroups)), let now = last[.memoryCgroups] {
      all.append(reach(.memoryCgroups, value: Evidence.memoryCgroupIDs, used: Double(now), dimension, rate))
    }
    if dimension != .percpu, dimension != .vmallocUsed, let rate = rate(changed(.files)), let now = last[.files],
      let most = session.header.host.fileMax, most < 1 << 62
    {
      all.append(reach(.fileMax, value: Double(most), used: Double(now), dimension, rate))
    }
    // Sockets and files cost both halves of Slab: who holds them is told by the whole.
    if let holder = ownership.holder ?? (dimension == .sUnreclaim ? owners[.slab]?.holder : nil),
      let most = holder.most, holder.last > 0,
      let rate = rate(holder.change), let known = process(holder.pid, holder.name), let value = known[.openFiles]
    {
      let own = rate.times(Double(most) / Double(holder.last))
      all.append(
        reach(.openFiles, of: known.title, value: Double(value), used: Double(most), dimension, own))
    }
    return all
  }

  /// The limits of memory of the control group that the growth is charged to, where the owner is a process, else of the recorder's own.
  private func memory(_ dimension: Dimension) -> [LimitReach] {
    guard dimension != .sReclaimable, let drain = Drain(shapes[dimension]?.trend) else { return [] }
    var known: ProcessDetails?
    if let leader = owners[dimension]?.leader, leader.kind.isCommand, leader.goneSince == nil {
      known = process(leader.process, leader.name)
    } else if let holder = owners[dimension]?.holder {
      known = process(holder.pid, holder.name)
    }
    if let known, let cgroup = known.cgroup {
      guard let most = known[.memoryMax], let used = known[.memory] else { return [] }
      return [reach(.cgroupMemory, of: cgroup, value: Double(most), used: Double(used), dimension, drain)]
    }
    guard let most = session.header.host.cgroupMemoryMax?.integer, Double(most) < ram ?? .infinity,
      let change = change(of: dimension, during: dimension), change < Double(most)
    else { return [] }
    // What was charged before is not known: it is reached by then, or sooner.
    return [
      reach(.cgroupMemory, value: Double(most), used: max(0, change), dimension, drain, isConditional: true)
    ]
  }
}

extension OwnerSnapshot {
  fileprivate func process(_ pid: Int64?, _ name: String) -> ProcessDetails? {
    processes.first { $0.pid == pid && $0.name == name }
  }
}

extension ProcessDetails {
  /// `worker-pool, process 22440`.
  fileprivate var title: String { "\(name), process \(pid)" }
}
