import KernelMemory

extension Rule {
  /// Why growth is no second leak, or none at all; nil where nothing explains it.
  static func excuse(_ asked: Question) -> Judgement? {
    let evidence = asked.evidence
    if asked.dimension == .slab || asked.dimension == .sReclaimable, let cached = cache(asked) { return cached }
    guard let change = evidence.change(of: asked.dimension, during: asked.dimension), change > 0 else { return nil }
    switch asked.dimension {
    case .slab, .sUnreclaim: return follows(.kernelStack, asked, atMost: 1, .slabOfThreads)
    case .vmallocUsed: return vmalloc(change, asked)
    // A memory cgroup costs fifty times as much slab as per-CPU memory.
    case .percpu: return follows(.sUnreclaim, asked, atMost: 0.5, .cgroups)
    case .pageTables:
      // A thread's own stack takes a page table or two; a process takes many more, which is a growth of its own.
      return mapped(change, asked) ?? follows(.kernelStack, asked, atMost: 0.75, .tablesOfStacks)
    default: return nil
    }
  }

  /// What another dimension's leak costs beside it: less than so many times its rise, and from the same time on.
  ///
  /// Two growths that began at different times are two causes.
  private static func follows(
    _ cause: Dimension, _ asked: Question, atMost ratio: Double, _ reason: Reason
  ) -> Judgement? {
    let evidence = asked.evidence
    let own: Dimension = asked.dimension == .slab && evidence.series[.sUnreclaim] != nil ? .sUnreclaim : asked.dimension
    guard evidence.isLeaking(cause), let change = evidence.change(of: own, during: asked.dimension),
      let other = evidence.change(of: cause, during: asked.dimension), other > 0, change < ratio * other,
      evidence.beginTogether(asked.dimension, cause)
    else { return nil }
    return asked.answer(.normal, reason, isTrend: true, [.change: change, .otherChange: other])
  }

  /// Cache, which the kernel gives back under pressure, whichever caches it is spread over.
  ///
  /// Where the cache was thrown away meanwhile the paces tell, for the change does not.
  private static func cache(_ asked: Question) -> Judgement? {
    let (dimension, evidence) = (asked.dimension, asked.evidence)
    let isShort = (evidence.last(.memAvailable) ?? .infinity) < 0.1 * (evidence.ram ?? 0)
    var change = evidence.change(of: dimension, during: dimension) ?? 0
    var reclaimable = dimension == .slab ? evidence.change(of: .sReclaimable, during: .slab) : change
    if change <= 0 {
      change = asked.shape?.trend?.slope ?? 0
      reclaimable = evidence.shapes[.sReclaimable].map { $0.trend?.slope ?? 0 }
    }
    // Sockets hold their inodes, whatever the cache's name promises: 1.02 kB each counts as reclaimable and is not.
    guard let reclaimable, change > 0, !isShort, !evidence.isPinned(dimension) else { return nil }
    // Inodes carry labels and tables that cannot be given back: a few per cent beside the cache are of it. Nor does a day's rhythm of the
    // other half count as its leak.
    let half = Question(rule: asked.rule, dimension: .sUnreclaim, evidence: evidence, threshold: asked.threshold)
    let leaks = evidence.isLeaking(.sUnreclaim) && !evidence.isImmaterial(.sUnreclaim) && DayRhythm(half) == nil
    if dimension == .slab, leaks, change - reclaimable > 0.05 * change { return nil }
    if reclaimable <= 0.5 * change {
      // A leak shows in the half that has it, sooner than in the whole.
      guard dimension == .slab, evidence.shapes[.sUnreclaim]?.isLeak == false else { return nil }
      return asked.answer(.watch, .neitherHalf, isTrend: true, [.change: change, .otherChange: reclaimable])
    }
    // Who walks over files fills inode caches and what belongs to them; where those are seen to have grown, nothing holds them.
    let isOfFiles = reclaimable > 0.9 * change && evidence.fileCaches(dimension) > 0.5
    return asked.answer(
      isOfFiles ? .normal : .watch, .reclaimable, isTrend: true, [.change: change, .otherChange: reclaimable])
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

extension Evidence {
  /// Whether what counts as reclaimable is held by something else: inodes of sockets and of files in tmpfs, and inodes without a file
  /// system where open files grow with them, which are pipes and the like, and dentries that open files hold one for one.
  fileprivate func isPinned(_ dimension: Dimension) -> Bool {
    guard let owners = owners[dimension] else { return false }
    let unreclaimable = self.owners[.sUnreclaim]
    let hasFiles = (unreclaimable?.share(of: ["slab:filp"]) ?? 0) > 0.1
    var pinned: Set = ["slab:sock_inode_cache", "slab:shmem_inode_cache", hasFiles ? "slab:inode_cache" : ""]
    // An open file holds its dentry: eventfds and the like have one each, of a name that is in no folder.
    let files = unreclaimable?.owners.first { $0.key == "slab:filp" }?.countChange ?? 0
    let dentries = owners.owners.first { $0.key == "slab:dentry" }?.countChange ?? 0
    if hasFiles, dentries > 0, files * 5 >= dentries * 4 { pinned.insert("slab:dentry") }
    return owners.share(of: pinned) > 0.3
  }

  /// The part of a growth that lies in caches of file systems on disks: inodes, their blocks and their trees of pages.
  fileprivate func fileCaches(_ dimension: Dimension) -> Double {
    let ends = ["_inode_cache", "xfs_inode", "btrfs_inode", "buffer_head", "radix_tree_node", "xarray_node"]
    let others: Set = ["slab:sock_inode_cache", "slab:shmem_inode_cache", "slab:proc_inode_cache"]
    return (owners[dimension]?.owners ?? []).reduce(0) { sum, owner in
      let isOne = ends.contains { owner.key.hasSuffix($0) } && !others.contains(owner.key)
      return isOne ? sum + (owner.share ?? 0) : sum
    }
  }

  /// Whether two growths began at the same time, as far as their lengths allow to say.
  fileprivate func beginTogether(_ one: Dimension, _ other: Dimension) -> Bool {
    guard let left = shapes[one]?.trend, let right = shapes[other]?.trend, let first = series[one],
      let second = series[other]
    else { return false }
    let (begin, otherBegin) = (first.times[left.first], second.times[right.first])
    let longest = max(first.times[left.last] - begin, second.times[right.last] - otherBegin)
    return abs(begin - otherBegin) * 4 <= longest
  }
}
