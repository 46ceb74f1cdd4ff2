import KernelMemory

/// The lists whose owners are commands: threads, page tables, memory and descriptors.
enum CommandLists {
  /// Adds the lists and the numbers of processes to a snapshot; nothing where no process is seen.
  ///
  /// Processes whose name is not known yet are no owner: they are in the rest of the list of threads, and in no other.
  static func add(
    _ processes: ProcessTable, stackKiB stack: Int64, _ selection: inout OwnerSelection,
    to snapshot: inout OwnerSnapshot
  ) {
    guard processes.count > 0 else { return }
    snapshot.facts[.processes] = processes.count
    snapshot.facts[.examined] = processes.examined
    let unknown = processes.unknownCount
    if unknown > 0 { snapshot.facts[.unknownProcesses] = unknown }
    snapshot.facts[.kernelThreads] = processes.kernelThreads
    let sums = processes.sums().sorted { $0.key < $1.key }
    let first = processes.first
    var threads = selection.select(
      .threads, [.kib, .count, .processes, .pid, .most],
      sums.map { name, sum in
        let share = sum.threads
        return Owner(name, [share.total * stack, share.total, sum.processes, Int64(share.pid), share.most])
      }, first: { first[$0].map { ($0.threads.total * stack, $0.threads.total) } })
    threads.restCount += unknown
    threads.restKiB += min(processes.unknownThreads, 1 << 32) * min(stack, 1 << 10)
    snapshot.lists.append(threads)
    snapshot.lists.append(
      selection.select(
        .pageTables, [.kib, .count, .pid, .most, .shared],
        sums.filter { $0.value.pageTables.total > 0 }.map { name, sum in
          Owner(name, owner(sum.pageTables, sum.processes) + [sum.shared])
        }, first: { first[$0].map { ($0.pageTables.total, $0.processes) } }))
    let isEstimated = processes.isWholeResident
    snapshot.lists.append(
      selection.select(
        .processMemory, [.kib, .count, .pid, .most] + (isEstimated ? [.estimated] : []),
        sums.filter { $0.value.memory.total > 0 }.map { name, sum in
          Owner(name, owner(sum.memory, sum.processes) + (isEstimated ? [1] : []))
        }, first: { first[$0].map { ($0.memory.total, $0.processes) } }))
    guard processes.hasDescriptors == true else { return }
    snapshot.lists.append(
      selection.select(
        .descriptors, [.count, .processes, .pid, .most],
        sums.filter { $0.value.descriptors.total > 0 }.map { name, sum in
          Owner(name, owner(sum.descriptors, sum.processes))
        }, first: { first[$0].map { ($0.descriptors.total, $0.processes) } }))
  }

  private static func owner(_ share: CommandSum.Share, _ processes: Int64) -> [Int64] {
    [share.total, processes, Int64(share.pid), share.most]
  }
}
