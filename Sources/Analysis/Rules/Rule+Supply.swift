import KernelMemory

extension Rule {
  /// Rules about what is left to use, whoever takes it.
  static let supply: [Rule] = [
    Rule(
      "supply-falls", [.memAvailable],
      question: "Does MemAvailable fall to the end, and is it gone at that rate within so many hours?", threshold: 24,
      unit: .hours, source: "a day is what an operator needs to act"
    ) { asked in
      let evidence = asked.evidence
      guard let trend = asked.shape?.trend, let series = evidence.series[.memAvailable],
        trend.last >= series.count - 1, trend.strength < -4, let left = asked.last,
        case let hours = left / -trend.slope, hours <= asked.threshold,
        hours <= Evidence.horizon * evidence.seen(.memAvailable),
        let change = evidence.change(of: .memAvailable, during: .memAvailable),
        // An estimate that moves by a hundredth of RAM on an idle host: less than that forecasts nothing.
        -change > 0.02 * (evidence.ram ?? left), !evidence.hasTurned(change)
      else { return nil }
      let taken = evidence.takenMeanwhile
      // What went into a pool is said by its own rule, and goes on for as long as the pool is set up.
      if let pools = taken[.hugePages], pools > -0.5 * change { return nil }
      let figures: [Judgement.Figure: Double] = [
        .change: change, .available: left, .soonest: left / -trend.low, .latest: left / -trend.high,
      ]
      // A twentieth of RAM within one record is no whim of the load.
      let isFar = -change > 0.05 * (evidence.ram ?? .infinity)
      return asked.answer(
        isFar ? .problem : .watch, .supplyFalls, measured: hours, isTrend: true, limit: .memAvailable,
        figures.merging(taken) { first, _ in first })
    },
    Rule(
      "little-available", [.memAvailable],
      question: "Is MemAvailable less than this share of RAM outside huge pages? (less than half of it is a problem)",
      threshold: 0.04, unit: .share,
      source: "kmem's choice; below it work waits for reclaim, and the out-of-memory killer is near"
    ) { asked in
      let evidence = asked.evidence
      guard let whole = evidence.ordinaryRAM, let left = asked.last, left < asked.threshold * whole else { return nil }
      var figures: [Judgement.Figure: Double] = [.available: left]
      let session = evidence.session
      figures[.processes] = session.ends(.anonPages).map { Double($0.last) }
      figures[.sharedMemory] = session.ends(.shmem).map { Double($0.last) }
      let kernel = Evidence.takers.compactMap { evidence.last($0) }
      figures[.kernel] = kernel.isEmpty ? nil : kernel.reduce(0, +)
      return asked.answer(
        left < 0.5 * asked.threshold * whole ? .problem : .watch, .littleAvailable, measured: left / whole,
        limit: .memAvailable, figures)
    },
    Rule(
      "supply-declines", [.memAvailable],
      question: "Has MemAvailable lost this share of what was left, falling all the way?", threshold: 0.1, unit: .share,
      source: "what has lost a tenth is gone in nine times the record: within the horizon of a forecast"
    ) { asked in
      guard let shape = asked.shape, shape.pattern == .decline, let trend = shape.trend, trend.high < 0,
        let left = asked.last, let first = asked.evidence.statistics[asked.dimension].map({ Double($0.first) }),
        first - left > asked.threshold * first,
        // What is much of RAM and gone within a day is said by the rule for that.
        left > 24 * -trend.slope || first - left < 0.02 * (asked.evidence.ram ?? left)
      else { return nil }
      return asked.answer(
        .watch, .supplyDeclines, measured: (first - left) / first, isTrend: true, limit: .memAvailable,
        [.available: left, .soonest: left / -trend.low, .latest: left / -trend.high])
    },
    Rule(
      "supply-lost", [.memAvailable],
      question: "Has MemAvailable lost this share of what it was at the start, and not come back?", threshold: 0.5,
      unit: .share, source: "kmem's choice; a second loss like that leaves nothing"
    ) { asked in
      let evidence = asked.evidence
      guard let shape = asked.shape, shape.pattern != .insufficient, let numbers = evidence.statistics[.memAvailable],
        case let (first, left) = (Double(numbers.first), Double(numbers.last)), first - left > asked.threshold * first,
        // Small machines with little to begin with lose much of it to anything.
        first - left > 0.1 * (evidence.ordinaryRAM ?? first), !evidence.isFalling
      else { return nil }
      return asked.answer(
        .watch, .supplyLost, measured: (first - left) / first, limit: .memAvailable,
        [.change: left - first, .available: left].merging(evidence.takenAltogether) { first, _ in first })
    },
    Rule(
      "swap-fills", [.memAvailable], question: "Is less than this share of swap free, after it filled by as much more?",
      threshold: 0.1, unit: .share,
      source: "kmem's choice; when swap is full, the out-of-memory killer is what is left"
    ) { asked in
      let session = asked.evidence.session
      guard let total = session.ends(.swapTotal)?.last, total > 0, let free = session.ends(.swapFree),
        Double(free.last) < asked.threshold * Double(total),
        Double(free.first - free.last) > asked.threshold * Double(total)
      else { return nil }
      return asked.answer(
        .watch, .swapFills, measured: Double(free.last) / Double(total),
        [.change: Double(free.last - free.first), .available: Double(free.last), .limit: Double(total)])
    },
    Rule(
      "ram-changed", [.memAvailable], question: "Did MemTotal change by more than this share?", threshold: 0.02,
      unit: .share, source: "kmem's choice; a balloon, memory hot-plug or another machine moves every share of RAM"
    ) { asked in
      guard let total = asked.evidence.session.ends(.memTotal), total.first > 0, total.last > 0,
        case let share = Double(total.last - total.first) / Double(total.first), abs(share) > asked.threshold
      else { return nil }
      return asked.answer(
        share < 0 ? .watch : .normal, .ramChanged, measured: abs(share),
        [.change: Double(total.last - total.first), .before: Double(total.first), .level: Double(total.last)])
    },
  ]
}

extension Evidence {
  /// Whether MemAvailable has risen again by a quarter of what it lost, so that its fall is over.
  fileprivate func hasTurned(_ change: Double) -> Bool {
    guard let trend = shapes[.memAvailable]?.trend, let values = series[.memAvailable]?.values, let last = values.last,
      let lowest = values[trend.first...].min()
    else { return false }
    return Double(last - lowest) > 0.25 * (-change)
  }

  /// Whether MemAvailable falls to the end, beyond doubt.
  fileprivate var isFalling: Bool {
    guard let trend = shapes[.memAvailable]?.trend, let series = series[.memAvailable] else { return false }
    return trend.last >= series.count - 1 && trend.strength < -4
  }

  /// The kernel's counters that take from MemAvailable: VmallocUsed holds the thread stacks as a rule, and Slab gives back its
  /// reclaimable half.
  fileprivate static let takers: [Dimension] = [.sUnreclaim, .vmallocUsed, .pageTables, .percpu]

  /// What processes, shared memory, pools of huge pages and the kernel took while MemAvailable fell; what is not reported is left out.
  fileprivate var takenMeanwhile: [Judgement.Figure: Double] {
    guard let trend = shapes[.memAvailable]?.trend, let series = series[.memAvailable] else { return [:] }
    return taken(kernel: Evidence.takers.compactMap { change(of: $0, during: .memAvailable) }) { counter in
      guard let before = session.value(of: counter, near: series.sample(at: trend.first)),
        let after = session.value(of: counter, near: series.sample(at: trend.last))
      else { return nil }
      return Double(after - before)
    }
  }

  /// The same from the first sample to the last.
  fileprivate var takenAltogether: [Judgement.Figure: Double] {
    taken(kernel: Evidence.takers.compactMap { statistics[$0].map { Double($0.change) } }) { counter in
      session.ends(counter).map { Double($0.last - $0.first) }
    }
  }

  private func taken(
    kernel: [Double], _ change: (ContextCounter) -> Double?
  ) -> [Judgement.Figure: Double] {
    var figures: [Judgement.Figure: Double] = [:]
    figures[.hugePages] = hugePages.map { $0.last - $0.first }
    figures[.processes] = change(.anonPages)
    figures[.sharedMemory] = change(.shmem)
    figures[.kernel] = kernel.isEmpty ? nil : kernel.reduce(0, +)
    return figures
  }
}
