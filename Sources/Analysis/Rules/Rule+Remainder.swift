import KernelMemory

extension Rule {
  /// Rules about what the five do not hold.
  static let remainder: [Rule] = [
    Rule(
      "none-of-the-five", [.memAvailable],
      question: "Did memory that no counter names grow by more than this share of RAM?", threshold: 0.02,
      source: "kmem's choice; drivers' pages, network buffers and a balloon are in none of the counters"
    ) { _, evidence, share in
      guard evidence.isSharesMeaningful, let ram = evidence.ram, let (first, last) = evidence.unnamed,
        last - first > share * ram
      else { return nil }
      return (
        .watch,
        "Memory that no counter names grew by \(Phrase.size(last - first)) to \(Phrase.size(last)): pages that drivers, network buffers, pipes or a balloon take directly."
      )
    },
    Rule(
      "percpu-remains", [.percpu],
      question: "Has SUnreclaim given back this share of its rise, and Percpu has not?", threshold: 0.5,
      source: "lkml 2021-03-24: 481,024 kB stayed after 10 of 11 thousand cgroups were removed; fragmentation of chunks"
    ) { dimension, evidence, share in
      guard let shape = evidence.shapes[dimension], !shape.isLeak,
        [.growthStopped, .stepUp, .warmUp].contains(shape.pattern),
        let slab = evidence.statistics[.sUnreclaim], let percpu = evidence.statistics[dimension],
        slab.max > slab.first, percpu.max > percpu.first,
        Double(slab.max - slab.last) > share * Double(slab.max - slab.first),
        Double(percpu.max - percpu.last) < 0.1 * Double(percpu.max - percpu.first)
      else { return nil }
      return (
        .normal,
        "SUnreclaim came back and Percpu did not: chunks that are partly used cannot be given back. This is fragmentation, not a leak."
      )
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
      [ContextCounter.swapCached, .secPageTables, .hugetlb].map(context) + [.kernelStack, .percpu].map(statistic)
    var vmalloc = statistic(.vmallocUsed) ?? 0
    if session.header.host.vmapStack.value != false { vmalloc = max(0, vmalloc - (statistic(.kernelStack) ?? 0)) }
    return Double(total - (needed + optional).compactMap(\.self).reduce(0, +) - vmalloc)
  }
}
