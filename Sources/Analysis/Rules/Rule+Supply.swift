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
      let taken = evidence.taken
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
      if let anonymous = session.ends(.anonPages)?.last {
        figures[.processes] = Double(anonymous + (session.ends(.shmem)?.last ?? 0))
      }
      let kernel: [Dimension] = [.sUnreclaim, .vmallocUsed, .pageTables, .percpu]
      figures[.kernel] = kernel.compactMap { evidence.last($0) }.reduce(0, +)
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
        first - left > asked.threshold * first
      else { return nil }
      return asked.answer(
        .watch, .supplyDeclines, measured: (first - left) / first, isTrend: true, limit: .memAvailable,
        [.available: left, .soonest: left / -trend.low, .latest: left / -trend.high])
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

  /// What processes and the kernel took, and what went into pools of huge pages, while MemAvailable fell; empty where that cannot be told.
  fileprivate var taken: [Judgement.Figure: Double] {
    guard let trend = shapes[.memAvailable]?.trend, let series = series[.memAvailable] else { return [:] }
    var figures: [Judgement.Figure: Double] = [:]
    if let pools = hugePages { figures[.hugePages] = pools.last - pools.first }
    let processes = [ContextCounter.anonPages, .shmem].compactMap { counter -> Double? in
      guard let before = session.value(of: counter, near: series.sample(at: trend.first)),
        let after = session.value(of: counter, near: series.sample(at: trend.last))
      else { return nil }
      return Double(after - before)
    }
    guard !processes.isEmpty else { return figures }
    // VmallocUsed holds the thread stacks as a rule, and Slab gives back its reclaimable half.
    let parts: [Dimension] = [.sUnreclaim, .vmallocUsed, .pageTables, .percpu]
    figures[.processes] = processes.reduce(0, +)
    figures[.kernel] = parts.compactMap { change(of: $0, during: .memAvailable) }.reduce(0, +)
    return figures
  }
}
