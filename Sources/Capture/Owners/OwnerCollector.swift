import Glibc
import KernelMemory

/// Takes snapshots of who holds kernel memory, one after another on the same host, read-only and within a budget of CPU time.
struct OwnerCollector: ~Copyable {
  private var files: ProcFiles
  private let pageSize: Int64?
  private let possibleCPUs: Int64
  private var slab = SlabOwners()
  private var processes = ProcessTable()
  private var details = ProcessReader()
  private var selection = OwnerSelection()
  private var told: Set<String> = []
  /// What the last reading of /proc/vmallocinfo took, and what of that is not yet worked off, microseconds.
  private var vmallocCost: Int64 = 0
  private var vmallocDebt: Int64 = 0
  private var codeLinesDebt: Int64 = 0
  private var stackKiB: Int64?
  /// What /proc/meminfo said, KiB, when the areas, the threads and the page tables were last looked at.
  private var seen: [Dimension: Int64] = [:]
  /// Open files when descriptors were last counted.
  private var seenFiles: Int64?

  private static let hidden =
    "/proc hides the processes of other users (mount option hidepid), so that what they hold has no owner; run kmem record as root, or in the group that the option gid names"

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
    let hasTablesMoved = hasMoved(.pageTables, value(.pageTables), reason)
    let supply = value(.memAvailable)
    // Kernels before 3.14 do not tell; memory of processes is then as old as their page tables.
    let hasMemoryMoved = supply != nil && hasMoved(.memAvailable, supply, reason)
    let needs = ProcessTable.Needs(
      threads: hasMoved(.kernelStack, value(.kernelStack), reason), status: hasTablesMoved || hasMemoryMoved,
      descriptors: haveFilesMoved(snapshot.facts[.files], reason))
    processes.update(
      &files, budget: max(OwnerCollector.leastProcessBudget, self.budget - budget.spent), needs: needs)
    CommandLists.add(processes, stackKiB: stack ?? 0, &selection, to: &snapshot)
    if reason != .start { snapshot.processes = details.read(snapshot.lists, time: time, &files) }
    if reason == .start, FileSystemFacts.hidesProcesses(&files) { note(&snapshot, OwnerCollector.hidden) }
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

  /// Whether a dimension moved since its owners were last looked at: by 256 KiB, by 64 KiB of stacks, or by a 256th of what is available.
  ///
  /// The first and the last snapshot look anyhow, and so does one that does not know.
  private mutating func hasMoved(_ dimension: Dimension, _ value: Int64?, _ reason: OwnerSnapshot.Reason) -> Bool {
    let least: Int64 =
      switch dimension {
      case .kernelStack: 64
      case .memAvailable: max(8192, (value ?? 0) / 256)
      default: 256
      }
    if [.period, .move].contains(reason), let value, value > 0, let before = seen[dimension],
      abs(value - before) < least
    {
      return false
    }
    seen[dimension] = value
    return true
  }

  /// Whether the number of open files moved since descriptors were last counted: by 64, or by a 32nd.
  private mutating func haveFilesMoved(_ count: Int64?, _ reason: OwnerSnapshot.Reason) -> Bool {
    if [.period, .move].contains(reason), let count, let before = seenFiles, abs(count - before) < max(64, before / 32)
    {
      return false
    }
    seenFiles = count
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
