import KernelMemory

extension Rule {
  /// Rules about what a series does.
  static let growth: [Rule] = [
    Rule(
      "sustained-growth", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim, .sReclaimable],
      question: "Does it grow without pause to the end, its slope this many standard errors above zero?",
      threshold: 2, source: "what the 95 % interval asks; the pattern of growth has further marks of its own"
    ) { dimension, evidence, least in
      guard let shape = evidence.shapes[dimension], shape.isLeak, let trend = shape.trend else { return nil }
      if let reason = excuse(dimension, evidence) { return reason }
      guard trend.strength >= least else {
        let found = Decimal.fixed(trend.strength, places: 1)
        return (
          .watch,
          "Its slope is \(found) standard errors above zero, and the policy asks for \(Decimal.fixed(least, places: 1))."
        )
      }
      guard let (soonest, sentence) = exhaustion(trend, evidence) else {
        return (.problem, "That is the mark of a leak.")
      }
      // A leak that takes more than a year to matter can wait for the next reboot.
      let held = unfelt(dimension, evidence) ?? ""
      return (soonest > 24 * 365 ? .watch : .problem, "That is the mark of a leak: \(sentence)\(held)")
    },
    Rule(
      "exhaustion", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim, .sReclaimable],
      question: "At this rate, is MemAvailable gone within so many hours?", threshold: 24,
      source: "a day is what an operator needs to act"
    ) { dimension, evidence, hours in
      guard let trend = evidence.shapes[dimension]?.trend, evidence.isLeaking(dimension), trend.low > 0,
        let available = evidence.last(.memAvailable), available / trend.high <= hours,
        excuse(dimension, evidence) == nil
      else { return nil }
      let soonest = available / trend.high
      guard soonest > 24 else { return (.problem, "Less than \(soonest <= 1 ? "an hour" : "a day") is left to act.") }
      return (.problem, "No more than \(Phrase.least(soonest)) may be left to act.")
    },
    Rule(
      "uncertain-growth", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim, .sReclaimable],
      question: "Does it grow, without the proof of a leak?", source: "a trend that may still fade"
    ) { dimension, evidence in
      guard let shape = evidence.shapes[dimension], shape.pattern == .growth, !shape.isLeak else { return nil }
      return (.watch, "A longer recording would tell whether this goes on.")
    },
    Rule(
      "large-shift", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim],
      question: "Did it rise for good by more than this share of RAM?", threshold: 0.01,
      source: "one per cent of RAM is worth a look on any host"
    ) { dimension, evidence, share in
      guard let pattern = evidence.shapes[dimension]?.pattern,
        [.stepUp, .growthStopped, .warmUp, .spike].contains(pattern),
        let ram = evidence.ram, let numbers = evidence.statistics[dimension],
        Double(numbers.max - numbers.first) > share * ram
      else { return nil }
      let rise = Double(numbers.max - numbers.first)
      return (.watch, "The rise of \(Phrase.size(rise)) is \(Phrase.percent(rise / ram)) of RAM.")
    },
  ]

  /// Why growth is no second leak, or none at all; nil where nothing explains it.
  private static func excuse(_ dimension: Dimension, _ evidence: Evidence) -> (Verdict, String)? {
    guard let change = evidence.change(of: dimension, during: dimension), change > 0 else { return nil }
    let isShort = (evidence.last(.memAvailable) ?? .infinity) < 0.1 * (evidence.ram ?? 0)
    switch dimension {
    case .slab, .sReclaimable:
      let reclaimable = dimension == .slab ? evidence.change(of: .sReclaimable, during: .slab) : change
      // Inodes carry labels and tables that are unreclaimable: where the owner is known to be cache, they go with it.
      let isCache = evidence.owners[dimension]?.leader?.isFileCache ?? false
      guard let reclaimable, reclaimable > 0.8 * change, !isShort, isCache || !evidence.isLeaking(.sUnreclaim) else {
        return nil
      }
      // Sockets hold their inodes, whatever the cache's name promises: 1.02 kB each counts as reclaimable and is not.
      if let share = evidence.owners[dimension]?.share(of: ["slab:sock_inode_cache"]), share > 0.3 { return nil }
      return (
        .watch,
        "\(Phrase.percent(min(1, reclaimable / change))) of the growth is reclaimable: most likely cache, which the kernel gives back under pressure "
          + "unless sockets, pipes or tmpfs files hold it."
      )
    case .vmallocUsed:
      return vmallocExcuse(change, evidence)
    case .pageTables:
      if let reason = mappedExcuse(change, evidence) { return reason }
      // A thread's own stack takes a page table or two; a process takes many more, which is a growth of its own.
      guard evidence.isLeaking(.kernelStack), let stacks = evidence.change(of: .kernelStack, during: .pageTables),
        change < 0.75 * stacks
      else { return nil }
      return (.watch, "KernelStack grows with it, and by more: the stacks of new threads need page tables.")
    default:
      return nil
    }
  }

  /// Page tables that memory of processes needs: 8 bytes a page of 4 KiB.
  private static func mappedExcuse(_ change: Double, _ evidence: Evidence) -> (Verdict, String)? {
    guard let trend = evidence.shapes[.pageTables]?.trend, let series = evidence.series[.pageTables] else { return nil }
    let user = [ContextCounter.anonPages, .mapped].compactMap { counter -> Int64? in
      guard let last = evidence.session.value(of: counter, near: series.sample(at: trend.last)),
        let first = evidence.session.value(of: counter, near: series.sample(at: trend.first))
      else { return nil }
      return last - first
    }.reduce(0, +)
    guard Double(user) / 512 > change / 2 else { return nil }
    return (
      .watch,
      "Memory of processes grew by \(Phrase.size(Double(user))) over the same time (AnonPages and Mapped), and tables take 1/512 of it: look at processes, not at the kernel."
    )
  }

  private static func vmallocExcuse(_ change: Double, _ evidence: Evidence) -> (Verdict, String)? {
    if let ownership = evidence.owners[.vmallocUsed], ownership.leader != nil {
      let stacks = ownership.share(of: ["vmalloc:thread_stacks"])
      let tables = ownership.share(of: ["vmalloc:per-CPU_metadata"])
      guard stacks + tables > 0.75 else { return nil }
      let whose = stacks > tables ? "KernelStack" : "Percpu"
      return (
        .normal,
        "\(stacks > tables ? "Thread stacks" : "Tables of the per-CPU allocator") account for it, by the areas in /proc/vmallocinfo: look at \(whose). This is not a second leak."
      )
    }
    let stacks = max(0, evidence.change(of: .kernelStack, during: .vmallocUsed) ?? 0)
    let percpu = max(0, evidence.change(of: .percpu, during: .vmallocUsed) ?? 0)
    let holdsStacks = evidence.session.header.host.vmapStack.value != false
    if holdsStacks, stacks > 0.75 * change, evidence.isLeaking(.kernelStack) {
      return (
        .normal,
        "Thread stacks account for it: KernelStack grew by \(Phrase.size(stacks)) over the same time and lies inside VmallocUsed. This is not a second leak."
      )
    }
    // A per-CPU chunk of 2 x possible CPUs / 2 MiB costs about 2 MiB of object vectors: measured 2/N of Percpu's growth.
    let cpus = Double(evidence.session.header.host.possibleCPUs ?? 2)
    if percpu * 2.6 / max(1, cpus) > 0.75 * change, evidence.isLeaking(.percpu) {
      return (
        .normal,
        "Per-CPU chunks account for it: Percpu grew by \(Phrase.size(percpu)) over the same time, and the metadata of its chunks lie in vmalloc memory. This is not a second leak."
      )
    }
    return nil
  }

  /// That MemAvailable has not fallen with a growth that it should have shown; nil where it has, or could not have.
  private static func unfelt(_ dimension: Dimension, _ evidence: Evidence) -> String? {
    guard let change = evidence.change(of: dimension, during: dimension),
      let supply = evidence.change(of: .memAvailable, during: dimension),
      let noise = evidence.shapes[.memAvailable]?.noise, change > 6 * noise, supply > -0.25 * change
    else { return nil }
    return
      " So far MemAvailable has not followed (\(Phrase.change(supply)) over the same time): the forecast holds only once it does."
  }

  /// The soonest hour at which MemAvailable is gone, and the sentence on it.
  ///
  /// nil unless the rise is certain and MemAvailable known.
  private static func exhaustion(_ trend: Trend, _ evidence: Evidence) -> (soonest: Double, sentence: String)? {
    guard trend.low > 0, let available = evidence.last(.memAvailable) else { return nil }
    let soonest = available / trend.high
    let now = Phrase.size(available)
    guard soonest < 24 * 365 else { return (soonest, "at this rate MemAvailable (\(now)) lasts for more than a year.") }
    let span = Phrase.hours(soonest, available / trend.low)
    return (soonest, "at this rate MemAvailable (\(now)) is gone in \(span).")
  }
}
