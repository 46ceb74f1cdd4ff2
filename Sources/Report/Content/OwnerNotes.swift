import Analysis
import KernelMemory

/// What else the snapshots tell beside the owners of one dimension, a sentence each.
struct OwnerNotes {
  let dimension: Dimension
  let ownership: Ownership

  private var comparison: OwnerComparison { ownership.comparison }
  private var last: OwnerSnapshot { comparison.last }

  /// The sentences; empty where nothing was recorded that fits.
  var sentences: [String] {
    switch dimension {
    case .slab:
      [
        counts([
          ("dentries", .dentries), ("negative ones among them", .negativeDentries), ("inodes", .inodes),
          ("open files", .files),
        ]), free, rest,
      ].compactMap(\.self)
    case .vmallocUsed: [sum].compactMap(\.self)
    case .kernelStack: [examined].compactMap(\.self)
    case .pageTables: [examined, shared, touched].compactMap(\.self)
    case .percpu:
      [
        counts([
          ("memory cgroups", .memoryCgroups), ("visible folders", .visibleCgroups), ("removed but held", .dyingCgroups),
          ("network namespaces", .networkNamespaces), ("mounts", .mounts), ("XFS mounts", .xfsMounts),
          ("BPF maps", .bpfMaps),
          ("BPF programs", .bpfPrograms),
        ]), estimate,
      ].compactMap(\.self)
    default: []
    }
  }

  /// Numbers that changed with both values, others with one: Dentries: 221,066 → 421,869; inodes: 112,024.
  private func counts(_ facts: [(name: String, fact: OwnerSnapshot.Fact)]) -> String? {
    let parts = facts.compactMap { name, fact -> String? in
      guard let now = last.facts[fact] else { return nil }
      guard let before = comparison.first.facts[fact], before != now else { return "\(name): \(Phrase.number(now))" }
      return "\(name): \(Phrase.number(before)) → \(Phrase.number(now))"
    }
    guard let first = parts.first else { return nil }
    return ([first.prefix(1).uppercased() + first.dropFirst()] + parts.dropFirst()).joined(separator: "; ") + "."
  }

  /// Slots of slabs that hold no object: they stay until all objects of a slab are gone.
  private var free: String? {
    let caches = ownership.owners.compactMap { cache in cache.used.map { (cache, max(0, cache.last - $0)) } }
    let whole = caches.reduce(0) { $0 + $1.0.last }
    let empty = caches.reduce(0) { $0 + $1.1 }
    guard empty >= 16_384, Double(empty) >= 0.15 * Double(whole), let most = caches.max(by: { $0.1 < $1.1 }),
      most.0.last > 0
    else { return nil }
    let share = Phrase.percent(Double(most.0.last - most.1) / Double(most.0.last))
    return
      "\(Phrase.size(Double(empty))) of \(Phrase.size(Double(whole))) in these caches are free slots of partly used slabs, most in \(most.0.name), of which \(share) is in use: a peak leaves them behind."
  }

  private var sum: String? {
    guard let sum = last.facts[.vmallocKiB], let used = last.facts[.vmallocUsed], used > 0,
      abs(sum - used) > max(1024, used / 20)
    else { return nil }
    let (left, right) = Phrase.sizes(Double(sum), Double(used))
    return
      "The areas of /proc/vmallocinfo sum to \(left), VmallocUsed is \(right); on 5.3 and later the two are equal but for what moves in between."
  }

  private var examined: String? {
    guard let all = last.facts[.processes], let some = last.facts[.examined],
      let unknown = last.facts[.unknownProcesses]
    else { return nil }
    return
      "\(Phrase.number(some)) of \(Phrase.number(all)) processes were examined in the time that a snapshot may take; of \(Phrase.number(unknown)) the name is not known."
  }

  private var shared: String? {
    guard let list = last[.sharedMemory] else { return nil }
    var costly: (size: Int64, maps: Int64, product: Double) = (0, 0, 0)
    for owner in list.owners {
      let size = list.value(.kib, of: owner) ?? 0
      let maps = list.value(.count, of: owner) ?? 0
      let product = Double(size) * Double(maps)
      if maps > 1, size >= 65_536, product > costly.product { costly = (size, maps, product) }
    }
    guard costly.maps > 0 else { return nil }
    let size = Phrase.size(Double(costly.size))
    let each = Phrase.size(Double(costly.size) / 512)
    return
      "A shared memory segment of \(size) is mapped by \(Phrase.number(costly.maps)) processes: without huge pages up to \(each) of page tables in each."
  }

  /// What the processes of the command with most page tables touch of shared memory: each pays for its own tables.
  private var touched: String? {
    guard let list = last[.pageTables], let owner = ownership.leader ?? ownership.owners.first,
      let row = list.owner(owner.name), let shared = list.value(.shared, of: row), shared >= 65_536,
      let processes = owner.lastCount, processes > 1
    else { return nil }
    let tables = Phrase.size(Double(shared) / 512)
    return
      "The \(Phrase.number(processes)) processes of \(owner.name) touch \(Phrase.size(Double(shared))) of shared memory, counted once for each (RssShmem): some \(tables) of page tables without huge pages."
  }

  private var estimate: String? {
    guard ownership.owners.contains(where: \.isEstimated) else { return nil }
    return
      "No file tells what per-CPU memory is used for: sizes of cgroups and namespaces are estimates by their number."
  }

  /// What is charged to cgroups as kernel memory and is in none of its parts: pipes, io_uring, KVM, BPF ring buffers.
  private var rest: String? {
    guard let list = last[.cgroups] else { return nil }
    let parts = OwnerList.Figure.parts
    var whole: Int64 = 0
    var known: Int64 = 0
    for owner in list.owners {
      whole += list.value(.kib, of: owner) ?? 0
      for part in parts { known += list.value(part, of: owner) ?? 0 }
    }
    guard whole - known > max(1024, whole / 20) else { return nil }
    return
      "Of \(Phrase.size(Double(whole))) of kernel memory charged to these cgroups, \(Phrase.size(Double(whole - known))) are in no counter: pipes, io_uring, virtual machines, BPF ring buffers."
  }
}

extension OwnerList.Figure {
  /// The parts of a cgroup's kernel memory.
  fileprivate static let parts: [OwnerList.Figure] = [
    .slabReclaimable, .slabUnreclaimable, .kernelStack, .pageTables, .secPageTables, .percpu, .vmalloc,
  ]
}
