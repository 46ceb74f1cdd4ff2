import KernelMemory

/// Looks at the few processes that most of a growth is with: parent, start, control group, and what they may take.
///
/// Some ten small files each, a tenth of a millisecond; where nothing grew, none.
struct ProcessReader {
  /// At most so many processes are looked at in a snapshot.
  private static let limit = 4

  /// A growth since the start is worth a look from here on: threads, descriptors, KiB.
  private static let kinds: [(kind: OwnerList.Kind, least: Int64)] = [
    (.threads, 32), (.descriptors, 128), (.pageTables, 1024), (.processMemory, 32_768),
  ]

  private var mounts: CgroupMounts?

  /// Reads them.
  ///
  /// - Parameters:
  ///   - lists: The snapshot's lists.
  ///   - time: Its wall time, milliseconds.
  ///   - files: The tree.
  /// - Returns: Those that grew by enough and are still there.
  mutating func read(_ lists: [OwnerList], time: Int64, _ files: inout ProcFiles) -> [ProcessDetails] {
    var seen: Set<Int64> = []
    let wanted = ProcessReader.kinds.compactMap { kind, least in
      lists.first { $0.kind == kind }.flatMap { ProcessReader.process($0, least: least) }
    }.filter { seen.insert($0.pid).inserted }.prefix(ProcessReader.limit)
    guard !wanted.isEmpty else { return [] }
    // /proc/uptime counts suspend too, as the start of a process does (CLOCK_BOOTTIME).
    let uptime = ProcessReader.milliseconds(&files)
    return wanted.compactMap { pid, name in
      var details = ProcessDetails(pid: pid, name: name)
      guard let ticks = origin(&details, &files) else { return nil }
      // Ticks of a process's start are of 10 ms on every architecture (USER_HZ).
      if let uptime, ticks * 10 <= uptime { details.figures[.started] = time - uptime + ticks * 10 }
      limits(&details, &files)
      cgroup(&details, &files)
      return details
    }
  }

  /// The process that has most of the command that grew most since the start; nil where none grew by enough.
  private static func process(_ list: OwnerList, least: Int64) -> (pid: Int64, name: String)? {
    let (now, begin): (OwnerList.Figure, OwnerList.Figure) =
      list.kind == .threads || list.kind == .descriptors ? (.count, .firstCount) : (.kib, .firstKiB)
    let grown = list.owners.compactMap { owner -> (owner: Owner, change: Int64)? in
      guard !owner.name.hasSuffix(" (kernel)"), let value = list.value(now, of: owner),
        let first = list.value(begin, of: owner), value - first >= least
      else { return nil }
      return (owner, value - first)
    }
    guard let most = grown.max(by: { $0.change < $1.change }), let pid = list.value(.pid, of: most.owner), pid > 0
    else { return nil }
    return (pid, most.owner.name)
  }

  private static func milliseconds(_ files: inout ProcFiles) -> Int64? {
    var text: String?
    _ = files.lines("proc/uptime") { text = text ?? $0.word() }
    return text.flatMap { Double($0) }.flatMap { Int64(exactly: ($0 * 1000).rounded()) }
  }

  /// Sets the parent; gives the start in ticks since boot, nil where the process is gone.
  private func origin(_ details: inout ProcessDetails, _ files: inout ProcFiles) -> Int64? {
    var text = ""
    _ = files.lines("proc/\(details.pid)/stat") { if text.isEmpty { text = $0.rest() } }
    // `22440 (worker-pool) S 1 …`: a name may hold parentheses. The start is field 22.
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19, let parent = Int64(fields[1]), let ticks = Int64(fields[19]) else { return nil }
    if parent > 0 {
      details.figures[.parent] = parent
      var name: String?
      _ = files.lines("proc/\(parent)/comm") { name = name ?? $0.rest() }
      details.parentName = name.map { $0.isEmpty ? OwnerList.Kind.emptyName : Owner.bounded($0) }
    }
    return ticks
  }

  private func limits(_ details: inout ProcessDetails, _ files: inout ProcFiles) {
    _ = files.lines("proc/\(details.pid)/limits") { line in
      guard line.take("Max") else { return }
      if line.take("open") {
        line.skip()
        details.figures[.openFiles] = line.number()
      } else if line.take("processes") {
        details.figures[.userTasks] = line.number()
      }
    }
    // kernel/fork.c, copy_process: neither root nor who has one of these capabilities is held to it.
    var isBound = false
    _ = files.lines("proc/\(details.pid)/status") { line in
      if line.take("Uid:") {
        isBound = line.number().map { $0 != 0 } ?? false
      } else if line.take("CapEff:"), let set = line.word().flatMap({ UInt64($0, radix: 16) }), set >> 21 & 0b1001 != 0
      {
        isBound = false
      }
    }
    if !isBound { details.figures[.userTasks] = nil }
  }

  private mutating func cgroup(_ details: inout ProcessDetails, _ files: inout ProcFiles) {
    let mounts = mounts ?? CgroupMounts(&files)
    self.mounts = mounts
    var paths: [String: String] = [:]
    _ = files.lines("proc/\(details.pid)/cgroup") { line in
      let parts = line.rest().split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return }
      for controller in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
        paths[String(controller)] = String(parts[2])
      }
    }
    details.cgroup = (paths["name=systemd"] ?? paths["pids"] ?? paths[""]).map(Owner.bounded)
    let tasks = folders(mounts.pids, mounts.unified, paths["pids"], paths[""])
    (details.figures[.tasksMax], details.figures[.tasks]) = least(tasks, "pids.max", "pids.current", &files)
    guard mounts.memory == nil else { return }
    let memory = folders(nil, mounts.unified, nil, paths[""])
    let (most, used) = least(memory, "memory.max", "memory.current", &files)
    (details.figures[.memoryMax], details.figures[.memory]) = (most.map { $0 / 1024 }, used.map { $0 / 1024 })
  }

  private func folders(
    _ own: CgroupMounts.Mount?, _ unified: CgroupMounts.Mount?, _ path: String?, _ whole: String?
  ) -> [String] {
    if let own, let path { return own.folders(from: path) }
    if let unified, let whole { return unified.folders(from: whole) }
    return []
  }

  /// Limit and use of the folder that has least left; where none has a limit, the use of the innermost.
  private func least(
    _ folders: [String], _ limit: String, _ use: String, _ files: inout ProcFiles
  ) -> (most: Int64?, used: Int64?) {
    var found: (most: Int64?, used: Int64?) = (nil, nil)
    for folder in folders {
      guard let used = files.numbers(folder + "/" + use).first else { continue }
      if found.used == nil { found.used = used }
      guard let most = files.numbers(folder + "/" + limit).first else { continue }
      if let known = found.most, let usedThere = found.used, known - usedThere <= most - used { continue }
      found = (most, used)
    }
    return found
  }
}
