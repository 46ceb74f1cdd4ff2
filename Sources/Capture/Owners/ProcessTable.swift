import KernelMemory

/// The processes of the host from snapshot to snapshot: threads of all of them, memory, page tables and descriptors of as many as a budget allows.
///
/// The number of threads comes from the link count of /proc/PID/task, a third of the cost of reading a status; that of descriptors from the
/// size of /proc/PID/fd, which is theirs since 6.2 (`proc_fd_getattr`, fs/proc/fd.c) and 0 before.
struct ProcessTable {
  private struct Process {
    var inode: UInt64 = 0
    var name: String?
    var isKernel = false
    var threads: Int64
    var pageTables: Int64 = 0
    var memory: Int64 = 0
    var shared: Int64 = 0
    var descriptors: Int64?
    var isFirst: Bool
    var firstThreads: Int64
  }

  private var processes: [Int32: Process] = [:]
  private var round = -1
  private var threadTurn: Int32 = 0
  private var statusTurn: Int32 = 0
  private var descriptorTurn: Int32 = 0

  /// By command, at the first snapshot; a process that was there but not examined then counts with what it had when it was.
  private(set) var first: [String: CommandSum] = [:]

  /// Processes of the last update, and those whose status was read in it.
  private(set) var count: Int64 = 0
  private(set) var examined: Int64 = 0

  /// Whether the kernel tells how many descriptors a process has; nil before that was asked.
  private(set) var hasDescriptors: Bool?
  /// Whether memory is VmRSS, because the kernel does not tell RssAnon.
  private(set) var isWholeResident = false

  /// What moved since the last update, so that looking again could tell something new.
  struct Needs: Sendable, Hashable {
    var threads = true
    /// What the status tells: memory and page tables.
    var status = true
    var descriptors = true
  }

  /// Looks at the processes that there are.
  ///
  /// What the budget does not suffice for keeps what an earlier update saw, and has its turn in a later one. Where nothing moved and every
  /// name is known, nothing is read.
  mutating func update(_ files: inout ProcFiles, budget microseconds: Int64, needs: Needs = Needs()) {
    round += 1
    examined = 0
    if round > 0, !needs.threads, !needs.status, !needs.descriptors, unknownCount == 0 { return }
    let whole = CPUBudget(microseconds: microseconds)
    let pids = (files.names("proc") ?? []).compactMap { Int32($0) }.filter { $0 > 0 }.sorted()
    let base = linkBase(&files)
    var next: [Int32: Process] = [:]
    next.reserveCapacity(pids.count)
    for pid in pids {
      next[pid] =
        processes[pid] ?? Process(threads: 1, isFirst: round == 0, firstThreads: round == 0 ? 1 : 0)
    }
    processes = next
    count = Int64(next.count)
    if let base {
      countThreads(&files, pids, base: base, budget: whole.half, isWhole: needs.threads)
    }
    // A copied tree tells the number of threads only in the status.
    examine(&files, pids, budget: whole, isWhole: needs.status || (base == nil && needs.threads))
    countDescriptors(&files, pids, budget: whole, isWhole: needs.descriptors)
  }

  /// The link count of a task folder that has no threads; nil where the tree is a copy, whose folders say nothing.
  private func linkBase(_ files: inout ProcFiles) -> Int64? {
    guard files.isLive, let own = files.link("proc/self").flatMap({ Int32($0) }),
      let links = files.status("proc/self/task")?.links, let status = files.processStatus(own)
    else { return nil }
    return links - status.threads
  }

  /// New processes first, then those with many threads, then the others from where the last update ended.
  ///
  /// Only the new ones where it need not be whole.
  private mutating func countThreads(
    _ files: inout ProcFiles, _ pids: [Int32], base: Int64, budget: CPUBudget, isWhole: Bool
  ) {
    let order = turn(pids, after: &threadTurn) { process in
      if process.inode == 0 { return 0 }
      guard isWhole else { return nil }
      return process.threads > 3 ? 1 : process.isKernel ? nil : 2
    }
    for (position, pid) in order.enumerated() {
      if position % 16 == 15, budget.isSpent {
        threadTurn = pid
        return
      }
      guard let status = files.status("proc/\(pid)/task"), var process = processes[pid] else { continue }
      let threads = max(1, status.links - base)
      if process.inode != 0, process.inode != status.inode {
        // Another process has the number now.
        process = Process(threads: threads, isFirst: false, firstThreads: 0)
      }
      if process.isFirst, process.inode == 0 { process.firstThreads = threads }
      process.inode = status.inode
      process.threads = threads
      processes[pid] = process
    }
  }

  /// New processes first, then those that nothing is known of yet, those with large page tables, and the others in turn.
  ///
  /// Those whose names are known only where it has to be whole.
  private mutating func examine(_ files: inout ProcFiles, _ pids: [Int32], budget: CPUBudget, isWhole: Bool) {
    let sizes = processes.values.map(\.pageTables).sorted(by: >)
    let large = max(1, sizes.count > 64 ? sizes[63] : 1)
    let order = turn(pids, after: &statusTurn) { process in
      // Kernel threads have no page tables, and their sort does not change.
      if process.name == nil { return process.isFirst ? 1 : 0 }
      guard isWhole, !process.isKernel else { return nil }
      return process.pageTables >= large ? 2 : 3
    }
    for (position, pid) in order.enumerated() {
      if position % 8 == 7, budget.isSpent {
        statusTurn = pid
        return
      }
      guard let status = files.processStatus(pid), var process = processes[pid] else { continue }
      examined += 1
      let isNew = process.name == nil
      process.name = status.isKernel ? ProcessStatus.stem(status.name) + " (kernel)" : status.name
      process.isKernel = status.isKernel
      process.pageTables = status.pageTables
      process.memory = status.anonymous ?? status.resident
      process.shared = status.shared
      if status.anonymous == nil, status.resident > 0 { isWholeResident = true }
      if isNew, process.isFirst, process.inode == 0 { process.firstThreads = status.threads }
      process.threads = status.threads
      processes[pid] = process
      if isNew, process.isFirst, let name = process.name {
        first[name, default: CommandSum()].threads.add(process.firstThreads, of: pid)
        first[name, default: CommandSum()].pageTables.add(process.pageTables, of: pid)
        first[name, default: CommandSum()].memory.add(process.memory, of: pid)
        first[name, default: CommandSum()].processes += 1
      }
    }
  }

  /// Those with many, which are seen whatever is left of the budget, then those that nothing is known of yet, then the others in turn;
  /// kernel threads have none.
  ///
  /// A copied tree has the descriptors as entries. Where the kernel does not tell, this costs one system call in all.
  private mutating func countDescriptors(
    _ files: inout ProcFiles, _ pids: [Int32], budget: CPUBudget, isWhole: Bool
  ) {
    if hasDescriptors == nil {
      hasDescriptors =
        files.isLive
        ? (files.status("proc/self/fd")?.size ?? 0) > 0 : pids.contains { files.names("proc/\($0)/fd") != nil }
    }
    guard hasDescriptors == true else { return }
    let order = turn(pids, after: &descriptorTurn) { process in
      guard process.name != nil, !process.isKernel else { return nil }
      guard let count = process.descriptors else { return 1 }
      return isWhole ? count > 256 ? 0 : 2 : nil
    }
    for (position, pid) in order.enumerated() {
      if position % 16 == 15, budget.isSpent {
        descriptorTurn = pid
        return
      }
      let path = "proc/\(pid)/fd"
      let count = files.isLive ? files.status(path)?.size : files.names(path).map { Int64($0.count) }
      guard let count, var process = processes[pid] else { continue }
      if process.descriptors == nil, process.isFirst, let name = process.name {
        first[name, default: CommandSum()].descriptors.add(count, of: pid)
      }
      process.descriptors = count
      processes[pid] = process
    }
  }

  /// The processes that have a rank, by rank and then by number; those of the last rank begin behind the one that was last.
  private func turn(_ pids: [Int32], after last: inout Int32, rank: (Process) -> Int?) -> [Int32] {
    var ranks: [[Int32]] = [[], [], [], []]
    for pid in pids {
      if let process = processes[pid], let rank = rank(process) { ranks[rank].append(pid) }
    }
    for index in ranks.indices.reversed() where !ranks[index].isEmpty {
      let begin = ranks[index].firstIndex { $0 >= last } ?? 0
      ranks[index] = Array(ranks[index][begin...] + ranks[index][..<begin])
      break
    }
    last = 0
    return ranks.flatMap(\.self)
  }

  /// What each command has now; processes whose name is not known yet are in none.
  func sums() -> [String: CommandSum] {
    var sums: [String: CommandSum] = [:]
    for pid in processes.keys.sorted() {
      guard let process = processes[pid], let name = process.name else { continue }
      var sum = sums[name] ?? CommandSum()
      sum.processes += 1
      sum.threads.add(process.threads, of: pid)
      sum.pageTables.add(process.pageTables, of: pid)
      sum.memory.add(process.memory, of: pid)
      sum.descriptors.add(process.descriptors ?? 0, of: pid)
      sum.shared += process.shared
      sums[name] = sum
    }
    return sums
  }

  /// Threads of the processes whose name is not known yet.
  var unknownThreads: Int64 { processes.values.reduce(0) { $0 + ($1.name == nil ? $1.threads : 0) } }

  /// Processes of which only the threads are known.
  var unknownCount: Int64 { Int64(processes.values.count { $0.name == nil }) }

  /// Kernel threads among those that were examined.
  var kernelThreads: Int64 { Int64(processes.values.count(where: \.isKernel)) }
}
