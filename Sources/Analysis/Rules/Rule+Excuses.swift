import KernelMemory

extension Rule {
  /// Why growth is no second leak, or none at all; nil where nothing explains it.
  static func excuse(_ asked: Question) -> Judgement? {
    let evidence = asked.evidence
    guard let change = evidence.change(of: asked.dimension, during: asked.dimension), change > 0 else { return nil }
    switch asked.dimension {
    case .slab, .sReclaimable: return cache(change, asked)
    case .vmallocUsed: return vmalloc(change, asked)
    case .pageTables:
      if let reason = mapped(change, asked) { return reason }
      // A thread's own stack takes a page table or two; a process takes many more, which is a growth of its own.
      guard evidence.isLeaking(.kernelStack), let stacks = evidence.change(of: .kernelStack, during: .pageTables),
        change < 0.75 * stacks
      else { return nil }
      return asked.answer(.watch, .tablesOfStacks, isTrend: true, [.change: change, .otherChange: stacks])
    default: return nil
    }
  }

  /// Cache, which the kernel gives back under pressure.
  private static func cache(_ change: Double, _ asked: Question) -> Judgement? {
    let (dimension, evidence) = (asked.dimension, asked.evidence)
    let isShort = (evidence.last(.memAvailable) ?? .infinity) < 0.1 * (evidence.ram ?? 0)
    let reclaimable = dimension == .slab ? evidence.change(of: .sReclaimable, during: .slab) : change
    // Inodes carry labels and tables that are unreclaimable: where the owner is known to be cache, they go with it.
    let isCache = evidence.owners[dimension]?.leader?.isFileCache ?? false
    guard let reclaimable, reclaimable > 0.8 * change, !isShort, isCache || !evidence.isLeaking(.sUnreclaim) else {
      return nil
    }
    // Sockets hold their inodes, whatever the cache's name promises: 1.02 kB each counts as reclaimable and is not.
    if let share = evidence.owners[dimension]?.share(of: ["slab:sock_inode_cache"]), share > 0.3 { return nil }
    return asked.answer(.watch, .reclaimable, isTrend: true, [.change: change, .otherChange: reclaimable])
  }

  /// Page tables that memory of processes needs: 8 bytes a page of 4 KiB.
  private static func mapped(_ change: Double, _ asked: Question) -> Judgement? {
    let evidence = asked.evidence
    guard let trend = asked.shape?.trend, let series = evidence.series[.pageTables] else { return nil }
    let user = [ContextCounter.anonPages, .mapped].compactMap { counter -> Int64? in
      guard let last = evidence.session.value(of: counter, near: series.sample(at: trend.last)),
        let first = evidence.session.value(of: counter, near: series.sample(at: trend.first))
      else { return nil }
      return last - first
    }.reduce(0, +)
    guard Double(user) / 512 > change / 2 else { return nil }
    return asked.answer(.watch, .mappedMemory, isTrend: true, [.change: change, .processes: Double(user)])
  }

  private static func vmalloc(_ change: Double, _ asked: Question) -> Judgement? {
    let evidence = asked.evidence
    if let ownership = evidence.owners[.vmallocUsed], ownership.leader != nil {
      let stacks = ownership.share(of: ["vmalloc:thread_stacks"])
      let tables = ownership.share(of: ["vmalloc:per-CPU_metadata"])
      guard stacks + tables > 0.75 else { return nil }
      return asked.answer(.normal, stacks > tables ? .stackAreas : .percpuAreas, isTrend: true)
    }
    let stacks = max(0, evidence.change(of: .kernelStack, during: .vmallocUsed) ?? 0)
    let percpu = max(0, evidence.change(of: .percpu, during: .vmallocUsed) ?? 0)
    let holdsStacks = evidence.session.header.host.vmapStack.value != false
    if holdsStacks, stacks > 0.75 * change, evidence.isLeaking(.kernelStack) {
      return asked.answer(.normal, .stacks, isTrend: true, [.change: change, .otherChange: stacks])
    }
    // A per-CPU chunk of 2 x possible CPUs / 2 MiB costs about 2 MiB of object vectors: measured 2/N of Percpu's growth.
    let cpus = Double(evidence.session.header.host.possibleCPUs ?? 2)
    if percpu * 2.6 / max(1, cpus) > 0.75 * change, evidence.isLeaking(.percpu) {
      return asked.answer(.normal, .percpuChunks, isTrend: true, [.change: change, .otherChange: percpu])
    }
    return nil
  }
}
