import KernelMemory

/// Counts cgroups, and reads the kernel memory that is charged to each (cgroup v2).
struct CgroupOwners {
  static let columns: [OwnerList.Figure] =
    [.kib, .count, .slabReclaimable, .slabUnreclaimable, .kernelStack, .pageTables, .secPageTables, .percpu, .vmalloc]

  /// Whether a hierarchy of version 2 has a memory controller; false says that nothing is known by cgroup.
  private(set) var hasMemoryStat = false

  /// Whether the budget ended the walk before its end.
  private(set) var isCut = false

  /// At most so many folders are visited.
  private static let limit = 20_000

  /// Adds the number of cgroups: by the kernel, visible, and removed but still there.
  ///
  /// - Returns: Owners by their own kernel memory, children not counted; empty with cgroup v1.
  mutating func read(
    _ files: inout ProcFiles, budget: CPUBudget, into facts: inout [OwnerSnapshot.Fact: Int64]
  ) -> [Owner] {
    isCut = false
    _ = files.lines("proc/cgroups") { line in
      guard let name = line.word(), !name.hasPrefix("#") else { return }
      line.skip()
      guard let count = line.number() else { return }
      if name == "memory" { facts[.memoryCgroups] = count }
      facts[.cgroups] = max(facts[.cgroups] ?? 0, count)
    }
    let mounts = CgroupMounts(&files)
    var owners: [Owner] = []
    if let unified = mounts.unified?.point {
      let isMemory = mounts.memory == nil
      if isMemory {
        _ = files.lines(unified + "/cgroup.stat") { line in
          if line.take("nr_descendants") { facts[.visibleCgroups] = line.number().map { $0 + 1 } }
          if line.take("nr_dying_descendants") { facts[.dyingCgroups] = line.number() }
        }
        // Kernels from 6.15 on leave controllers of version 2 out of /proc/cgroups.
        if facts[.memoryCgroups] == nil, let visible = facts[.visibleCgroups] {
          facts[.memoryCgroups] = visible + (facts[.dyingCgroups] ?? 0)
        }
        owners = walk(&files, unified, budget: budget)
      }
    }
    if let memory = mounts.memory?.point, mounts.isWhole {
      var visible: Int64 = 0
      countFolders(&files, memory, budget: budget, &visible)
      if !isCut {
        facts[.visibleCgroups] = visible
        if let all = facts[.memoryCgroups] { facts[.dyingCgroups] = max(0, all - visible) }
      }
    }
    return owners
  }

  private mutating func countFolders(
    _ files: inout ProcFiles, _ path: String, budget: CPUBudget, _ count: inout Int64
  ) {
    count += 1
    guard count < CgroupOwners.limit, !budget.isSpent else {
      isCut = true
      return
    }
    for child in children(&files, path) { countFolders(&files, child, budget: budget, &count) }
  }

  /// The folders inside a cgroup's; a folder without any has two links.
  private func children(_ files: inout ProcFiles, _ path: String) -> [String] {
    if files.isLive, let status = files.status(path), status.links == 2 { return [] }
    // Files of a cgroup have a controller's name and a dot; so may folders, which is why each name is looked at.
    return (files.names(path) ?? []).filter { files.status(path + "/" + $0)?.isFolder == true }
      .map { path + "/" + $0 }.sorted()
  }

  private mutating func walk(_ files: inout ProcFiles, _ root: String, budget: CPUBudget) -> [Owner] {
    var owners: [Owner] = []
    var queue = [(path: root, parent: -1)]
    var position = 0
    while position < queue.count {
      guard position < CgroupOwners.limit, !budget.isSpent else {
        isCut = true
        break
      }
      let (path, parent) = queue[position]
      position += 1
      var place = parent
      if let values = stat(&files, path) {
        hasMemoryStat = true
        // Figures of a cgroup hold those of its children: what is its own is the rest.
        if parent >= 0 {
          for index in values.indices
          where values[index] != Column.absent && owners[parent].values[index] != Column.absent {
            owners[parent].values[index] = max(0, owners[parent].values[index] - values[index])
          }
        }
        place = owners.count
        let name = path.dropFirst(root.count)
        owners.append(Owner(name.isEmpty ? "/" : String(name), values))
      }
      queue += children(&files, path).map { ($0, place) }
    }
    for index in owners.indices { owners[index].values[1] = 1 }
    return owners
  }

  /// The figures of a memory.stat in the order of the columns, KiB; nil where there is none, as at the root.
  ///
  /// `kernel` is there since 5.18; before, the parts are summed, which is less. Values are bytes, by key and not by line.
  private func stat(_ files: inout ProcFiles, _ path: String) -> [Int64]? {
    var bytes: [OwnerList.Figure: Int64] = [:]
    guard
      files.lines(
        path + "/memory.stat",
        { line in
          guard let key = line.word() else { return }
          if key == "kernel" {
            bytes[.kib] = line.number()
          } else if let figure = OwnerList.Figure(rawValue: key), CgroupOwners.columns.contains(figure) {
            bytes[figure] = line.number()
          }
        }) == nil, !bytes.isEmpty
    else { return nil }
    if bytes[.kib] == nil { bytes[.kib] = bytes.values.reduce(0, +) }
    return CgroupOwners.columns.map { figure in
      figure == .count ? 0 : bytes[figure].map { $0 / 1024 } ?? Column.absent
    }
  }
}
