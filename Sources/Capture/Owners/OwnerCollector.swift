import Glibc
import KernelMemory

/// Takes snapshots of who holds kernel memory, one after another on the same host, read-only and within a budget of CPU time.
struct OwnerCollector: ~Copyable {
  private var files: ProcFiles
  private let pageSize: Int64?
  private let possibleCPUs: Int64
  private var slab = SlabOwners()
  private var processes = ProcessTable()
  private var selection = OwnerSelection()
  private var told: Set<String> = []
  /// What the last reading of /proc/vmallocinfo took, and what of that is not yet worked off, microseconds.
  private var vmallocCost: Int64 = 0
  private var vmallocDebt: Int64 = 0
  private var codeLinesDebt: Int64 = 0
  private var stackKiB: Int64?
  /// What /proc/meminfo said, KiB, when the areas, the threads and the page tables were last looked at.
  private var seen: [Dimension: Int64] = [:]

  /// CPU time for a snapshot, microseconds: the processes have what the areas leave, and the cgroups have a part of their own.
  private let budget: Int64
  private static let leastProcessBudget: Int64 = 6_000
  private let cgroupBudget: Int64

  /// What reading /proc/vmallocinfo may take in a snapshot on average, microseconds.
  ///
  /// The kernel walks all pages of all areas for it: 40 ms were measured with 5,200 of them.
  private let vmallocBudget: Int64

  /// What reading /proc/allocinfo may take in a snapshot on average, microseconds; it has some thousand lines.
  private static let codeLinesBudget: Int64 = 3_000

  /// Makes a collector for the system whose files lie under a folder.
  init(
    root: String, possibleCPUs: Int?, budget: Int64 = 36_000, cgroupBudget: Int64 = 8_000,
    vmallocBudget: Int64 = 10_000
  ) {
    self.budget = budget
    self.cgroupBudget = cgroupBudget
    self.vmallocBudget = vmallocBudget
    files = ProcFiles(root: root)
    pageSize = files.isLive ? Int64(sysconf(Int32(_SC_PAGESIZE))) : nil
    self.possibleCPUs = Int64(possibleCPUs ?? 1)
  }

  /// Takes a snapshot.
  ///
  /// - Parameters:
  ///   - reason: Why.
  ///   - time: Wall time, milliseconds.
  ///   - tasks: The number of tasks.
  ///   - value: What /proc/meminfo just said of a dimension, KiB.
  /// - Returns: What could be read.
  mutating func snapshot(
    _ reason: OwnerSnapshot.Reason, time: Int64, tasks: Int64?, value: (Dimension) -> Int64?
  ) -> OwnerSnapshot {
    let budget = CPUBudget(microseconds: self.budget)
    var snapshot = OwnerSnapshot(time: time, reason: reason)
    FileSystemFacts.read(&files, into: &snapshot.facts)
    readSlab(&snapshot)
    stackKiB = readVmalloc(&snapshot, used: value(.vmallocUsed)) ?? stackKiB
    let stack = stackKiB ?? PerTask.kib(value(.kernelStack), tasks: tasks)
    snapshot.facts[.stackBytes] = stack.map { $0 * 1024 }
    let needs = ProcessTable.Needs(
      threads: hasMoved(.kernelStack, value(.kernelStack), snapshot.reason),
      pageTables: hasMoved(.pageTables, value(.pageTables), snapshot.reason))
    processes.update(
      &files, budget: max(OwnerCollector.leastProcessBudget, self.budget - budget.spent), needs: needs)
    listProcesses(&snapshot, stackKiB: stack)
    readCgroups(&snapshot)
    readCodeLines(&snapshot)
    if let segments = SharedMemory.read(&files), !segments.isEmpty {
      snapshot.lists.append(selection.select(.sharedMemory, SharedMemory.columns, segments))
    }
    snapshot.facts[.cost] = budget.spent
    return snapshot
  }

  private mutating func readSlab(_ snapshot: inout OwnerSnapshot) {
    guard let caches = slab.read(&files, pageSize: pageSize) else {
      return tell(&snapshot, "/proc/slabinfo", slab.failure, "no slab cache is named")
    }
    FileSystemFacts.count(caches, into: &snapshot.facts)
    snapshot.lists.append(selection.select(.slab, SlabOwners.columns, caches))
  }

  /// Whether a dimension moved since its owners were last looked at: by 256 KiB, or by 64 KiB of stacks.
  ///
  /// The first and the last snapshot look anyhow, and so does one that does not know.
  private mutating func hasMoved(_ dimension: Dimension, _ value: Int64?, _ reason: OwnerSnapshot.Reason) -> Bool {
    let least: Int64 = dimension == .kernelStack ? 64 : 256
    if [.period, .move].contains(reason), let value, value > 0, let before = seen[dimension],
      abs(value - before) < least
    {
      return false
    }
    seen[dimension] = value
    return true
  }

  /// Gives the size of a thread stack, KiB, where the areas tell.
  private mutating func readVmalloc(_ snapshot: inout OwnerSnapshot, used: Int64?) -> Int64? {
    vmallocDebt = max(0, vmallocDebt - vmallocBudget)
    // At the end, what is costly is read only where it could tell something new.
    let reason = snapshot.reason == .end && vmallocCost > vmallocBudget ? .period : snapshot.reason
    guard vmallocDebt == 0 || snapshot.reason == .end, hasMoved(.vmallocUsed, used, reason) else { return nil }
    let cost = CPUBudget(microseconds: 0)
    defer {
      vmallocCost = cost.spent
      vmallocDebt = vmallocCost
    }
    var vmalloc = VmallocOwners()
    guard let callers = vmalloc.read(&files, pageSize: pageSize ?? slab.pageSize ?? 4096) else {
      tell(&snapshot, "/proc/vmallocinfo", vmalloc.failure, "no caller of vmalloc is named")
      return nil
    }
    snapshot.facts[.vmallocKiB] = vmalloc.total
    snapshot.facts[.vmallocUsed] = used
    snapshot.lists.append(selection.select(.vmalloc, VmallocOwners.columns, callers))
    return vmalloc.stackKiB
  }

  private mutating func listProcesses(_ snapshot: inout OwnerSnapshot, stackKiB: Int64?) {
    guard processes.count > 0 else { return }
    snapshot.facts[.processes] = processes.count
    snapshot.facts[.examined] = processes.examined
    if processes.unknownCount > 0 { snapshot.facts[.unknownProcesses] = processes.unknownCount }
    snapshot.facts[.kernelThreads] = processes.kernelThreads
    let sums = processes.sums().sorted { $0.key < $1.key }
    let first = processes.first
    let stack = stackKiB ?? 0
    snapshot.lists.append(
      selection.select(
        .threads, [.kib, .count, .processes, .pid, .most],
        sums.map { name, sum in
          Owner(name, [sum.threads * stack, sum.threads, sum.processes, Int64(sum.pid), sum.most])
        }, first: { first[$0].map { ($0.threads * stack, $0.threads) } }))
    snapshot.lists.append(
      selection.select(
        .pageTables, [.kib, .count, .pid, .most, .shared],
        sums.filter { $0.value.pageTables > 0 }.map { name, sum in
          Owner(name, [sum.pageTables, sum.processes, Int64(sum.pageTablePID), sum.mostPageTables, sum.shared])
        }, first: { first[$0].map { ($0.pageTables, $0.processes) } }))
  }

  private mutating func readCgroups(_ snapshot: inout OwnerSnapshot) {
    var cgroups = CgroupOwners()
    let budget = CPUBudget(microseconds: cgroupBudget)
    let owners = cgroups.read(&files, budget: budget, into: &snapshot.facts)
    if cgroups.isCut { note(&snapshot, "there are more cgroups than a snapshot may look at, so that some are missing") }
    if cgroups.hasMemoryStat {
      snapshot.lists.append(selection.select(.cgroups, CgroupOwners.columns, owners))
    } else if snapshot.facts[.cgroups] != nil {
      note(&snapshot, "the kernel gives no memory by cgroup here: that takes cgroup v2 with the memory controller")
    }
    var maps = BPFMaps()
    let percpu = files.isLive ? maps.read(possibleCPUs: possibleCPUs) : []
    snapshot.facts[.bpfMaps] = maps.maps
    snapshot.facts[.bpfPrograms] = maps.programs
    let all = PercpuOwners.owners(snapshot.facts, maps: percpu, possibleCPUs: possibleCPUs)
    if !all.isEmpty { snapshot.lists.append(selection.select(.percpu, PercpuOwners.columns, all)) }
  }

  private mutating func readCodeLines(_ snapshot: inout OwnerSnapshot) {
    codeLinesDebt = max(0, codeLinesDebt - OwnerCollector.codeLinesBudget)
    guard codeLinesDebt == 0 || snapshot.reason == .end else { return }
    let cost = CPUBudget(microseconds: 0)
    defer { codeLinesDebt = cost.spent }
    guard let lines = CodeLines.read(&files) else { return }
    snapshot.lists.append(selection.select(.codeLines, CodeLines.columns, lines))
  }

  /// Says once what cannot be read, and what helps.
  private mutating func tell(_ snapshot: inout OwnerSnapshot, _ path: String, _ failure: Int32?, _ loss: String) {
    let number = failure ?? EIO
    let reason = unsafe String(cString: strerror(number))
    let remedy = number == EACCES || number == EPERM ? "; run kmem record as root, or let its user read the file" : ""
    note(&snapshot, "\(path) cannot be read (\(reason)), so that \(loss)\(remedy)")
  }

  private mutating func note(_ snapshot: inout OwnerSnapshot, _ remark: String) {
    if told.insert(remark).inserted { snapshot.remarks.append(remark) }
  }
}

/// The size of a stack where nothing tells it.
enum PerTask {
  /// KernelStack over tasks, rounded to the power of two that it is next to, 4 to 64 KiB; nil where either is unknown.
  static func kib(_ kernelStack: Int64?, tasks: Int64?) -> Int64? {
    guard let kernelStack, let tasks, tasks > 0, kernelStack > 0 else { return nil }
    let each = Double(kernelStack) / Double(tasks)
    return [4, 8, 16, 32, 64].min { abs(Double($0) - each) / Double($0) < abs(Double($1) - each) / Double($1) }
  }
}
