import KernelMemory

/// The processes of the host from snapshot to snapshot: threads of all of them, page tables of as many as a budget allows.
///
/// The number of threads comes from the link count of /proc/PID/task, a fifth of the cost of reading a status. Statuses are read first of
/// processes that are new, then of those with the largest page tables, then of those whose turn it is.
struct ProcessTable {
  private struct Process {
    var inode: UInt64
    var name: String?
    var isKernel = false
    var threads: Int64
    var pageTables: Int64 = 0
    var isFirst: Bool
    var firstThreads: Int64
    var readIn = -1
  }

  /// What a command has, now or at the first snapshot.
  struct Sum: Hashable {
    var threads: Int64 = 0
    var pageTables: Int64 = 0
    var processes: Int64 = 0
    var pid: Int32 = 0
    var most: Int64 = 0
    var pageTablePID: Int32 = 0
    var mostPageTables: Int64 = 0
  }

  private var processes: [Int32: Process] = [:]
  private var round = -1

  /// By command, at the first snapshot; a process that was there but not examined then counts with what it had when it was.
  private(set) var first: [String: Sum] = [:]

  /// Processes of the last update, and those whose status was read in it.
  private(set) var count: Int64 = 0
  private(set) var examined: Int64 = 0

  /// How processes are called of which only the threads are known.
  static let unknown = "processes not examined yet"

  /// Looks at the processes that there are.
  mutating func update(_ files: inout ProcFiles, budget: CPUBudget) {
    round += 1
    examined = 0
    let pids = (files.names("proc") ?? []).compactMap { Int32($0) }.filter { $0 > 0 }
    let base = linkBase(&files)
    var next: [Int32: Process] = [:]
    next.reserveCapacity(pids.count)
    for pid in pids {
      var process = Process(inode: 0, threads: 1, isFirst: round == 0, firstThreads: 0)
      if let base {
        guard let status = files.status("proc/\(pid)/task") else { continue }
        process.inode = status.inode
        process.threads = max(1, status.links - base)
        if let old = processes[pid], old.inode == status.inode {
          process = old
          process.threads = max(1, status.links - base)
        }
      } else if let old = processes[pid] {
        process = old
      }
      if round == 0 { process.firstThreads = process.threads }
      next[pid] = process
    }
    processes = next
    count = Int64(next.count)
    examine(&files, budget: budget)
  }

  /// The link count of a task folder that has no threads; nil where the tree is a copy, whose folders say nothing.
  private func linkBase(_ files: inout ProcFiles) -> Int64? {
    guard files.isLive, let own = files.link("proc/self").flatMap({ Int32($0) }),
      let links = files.status("proc/self/task")?.links, let status = ProcessStatus(&files, pid: own)
    else { return nil }
    return links - status.threads
  }

  private mutating func examine(_ files: inout ProcFiles, budget: CPUBudget) {
    // Kernel threads have no page tables, and their sort does not change.
    let candidates = processes.filter { !$0.value.isKernel || $0.value.name == nil }
    let large = Set(candidates.sorted { $0.value.pageTables > $1.value.pageTables }.prefix(64).map(\.key))
    let order = candidates.keys.sorted { left, right in
      func rank(_ pid: Int32) -> (Int, Int, Int32) {
        let process = candidates[pid]
        let isNew = process?.name == nil
        return (isNew ? 0 : large.contains(pid) ? 1 : 2, process?.readIn ?? -1, pid)
      }
      return rank(left) < rank(right)
    }
    for (position, pid) in order.enumerated() {
      if position % 8 == 0, budget.isSpent { break }
      guard let status = ProcessStatus(&files, pid: pid) else { continue }
      examined += 1
      guard var process = processes[pid] else { continue }
      let isNew = process.name == nil
      process.name = status.isKernel ? ProcessStatus.stem(status.name) + " (kernel)" : status.name
      process.isKernel = status.isKernel
      process.pageTables = status.pageTables
      if process.inode == 0 {
        process.threads = status.threads
        if isNew, process.isFirst { process.firstThreads = status.threads }
      }
      process.readIn = round
      processes[pid] = process
      if isNew, process.isFirst, let name = process.name {
        first[name, default: Sum()].threads += process.firstThreads
        first[name, default: Sum()].pageTables += process.pageTables
        first[name, default: Sum()].processes += 1
      }
    }
  }

  /// What each command has now.
  func sums() -> [String: Sum] {
    var sums: [String: Sum] = [:]
    for pid in processes.keys.sorted() {
      guard let process = processes[pid] else { continue }
      var sum = sums[process.name ?? ProcessTable.unknown] ?? Sum()
      sum.threads += process.threads
      sum.pageTables += process.pageTables
      sum.processes += 1
      if process.threads > sum.most { (sum.pid, sum.most) = (pid, process.threads) }
      if process.pageTables > sum.mostPageTables {
        (sum.pageTablePID, sum.mostPageTables) = (pid, process.pageTables)
      }
      sums[process.name ?? ProcessTable.unknown] = sum
    }
    return sums
  }

  /// Processes of which only the threads are known.
  var unknownCount: Int64 { Int64(processes.values.count { $0.name == nil }) }

  /// Kernel threads among those that were examined.
  var kernelThreads: Int64 { Int64(processes.values.count(where: \.isKernel)) }
}
