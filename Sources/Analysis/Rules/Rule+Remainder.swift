import KernelMemory

extension Rule {
  /// Rules about what the five do not hold.
  static let remainder: [Rule] = [
    Rule(
      "none-of-the-five", [.memAvailable],
      question: "Did memory that no counter names grow by more than this share of RAM?", threshold: 0.02, unit: .share,
      source: "kmem's choice; drivers' pages, network buffers and a balloon are in none of the counters"
    ) { asked in
      let evidence = asked.evidence
      guard !evidence.session.header.host.environment.lxcfs, let ram = evidence.ram,
        let (first, last) = evidence.unnamed, last - first > asked.threshold * ram
      else { return nil }
      return asked.answer(
        .watch, .unnamedMemory, measured: (last - first) / ram, [.change: last - first, .level: last])
    },
    Rule(
      "huge-pages-grew", [.memAvailable], question: "Did pools of huge pages grow by more than this share of RAM?",
      threshold: 0.02, unit: .share, source: "kmem's choice; what is in a pool nothing else can use"
    ) { asked in
      let evidence = asked.evidence
      guard let ram = evidence.ram, let (first, last) = evidence.hugePages, last - first > asked.threshold * ram else {
        return nil
      }
      return asked.answer(
        .normal, .hugePagesGrew, measured: (last - first) / ram, [.change: last - first, .level: last])
    },
    Rule(
      "huge-pages", [.memAvailable], question: "Do pools of huge pages hold more than this share of RAM?",
      threshold: 0.25, unit: .share, source: "kmem's choice; what is in a pool nothing else can use"
    ) { asked in
      let evidence = asked.evidence
      guard let ram = evidence.ram, let (_, last) = evidence.hugePages, last > asked.threshold * ram else { return nil }
      return asked.answer(.normal, .hugePages, measured: last / ram, [.level: last])
    },
    Rule(
      "percpu-remains", [.percpu],
      question: "Has SUnreclaim given back this share of its rise, and Percpu has not?", threshold: 0.5, unit: .share,
      source: "lkml 2021-03-24: 481,024 kB stayed after 10 of 11 thousand cgroups were removed; fragmentation of chunks"
    ) { asked in
      guard let shape = asked.shape, !shape.isLeak, [.growthStopped, .stepUp, .warmUp].contains(shape.pattern),
        let slab = asked.evidence.statistics[.sUnreclaim], let percpu = asked.evidence.statistics[.percpu],
        slab.max > slab.first, percpu.max > percpu.first,
        case let share = Double(slab.max - slab.last) / Double(slab.max - slab.first), share > asked.threshold,
        Double(percpu.max - percpu.last) < 0.1 * Double(percpu.max - percpu.first)
      else { return nil }
      return asked.answer(.normal, .fragmentation, measured: share)
    },
  ]
}

extension Evidence {
  /// RAM that no counter names, in kB, at the first and the last sample; nil where a counter that is needed is missing.
  ///
  /// MemTotal less what is free, in user space, in the page cache, in huge pages, and in the kernel's own counters.
  var unnamed: (first: Double, last: Double)? {
    guard let first = unnamed(\.first), let last = unnamed(\.last) else { return nil }
    return (first, last)
  }

  private func unnamed(_ end: KeyPath<CounterEnds, Int64>) -> Double? {
    let statistic = { (dimension: Dimension) in
      statistics[dimension].map { CounterEnds(first: $0.first, last: $0.last)[keyPath: end] }
    }
    let context = { (counter: ContextCounter) in session.ends(counter)?[keyPath: end] }
    let needed =
      [ContextCounter.memFree, .buffers, .cached, .anonPages].map(context) + [.slab, .pageTables].map(statistic)
    guard let total = context(.memTotal), needed.allSatisfy({ $0 != nil }) else { return nil }
    let optional =
      [ContextCounter.swapCached, .secPageTables].map(context) + [.kernelStack, .percpu].map(statistic)
    let pools = hugePages.map { Int64(end == \.first ? $0.first : $0.last) } ?? 0
    var vmalloc = statistic(.vmallocUsed) ?? 0
    if session.header.host.vmapStack.value != false { vmalloc = max(0, vmalloc - (statistic(.kernelStack) ?? 0)) }
    return Double(total - (needed + optional).compactMap(\.self).reduce(0, +) - vmalloc - pools)
  }
}
