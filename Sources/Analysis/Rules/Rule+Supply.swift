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
        let change = evidence.change(of: .memAvailable, during: .memAvailable),
        // An estimate that moves by a hundredth of RAM on an idle host: less than that forecasts nothing.
        -change > 0.02 * (evidence.ram ?? left)
      else { return nil }
      let figures: [Judgement.Figure: Double] = [
        .change: change, .available: left, .soonest: left / -trend.low, .latest: left / -trend.high,
      ]
      return asked.answer(
        .watch, .supplyFalls, measured: hours, isTrend: true, limit: .memAvailable,
        figures.merging(evidence.takers) { first, _ in first })
    }
  ]
}

extension Evidence {
  /// What processes and the kernel took while MemAvailable fell; empty where that cannot be told.
  fileprivate var takers: [Judgement.Figure: Double] {
    guard let trend = shapes[.memAvailable]?.trend, let series = series[.memAvailable],
      let before = session.value(of: .anonPages, near: series.sample(at: trend.first)),
      let after = session.value(of: .anonPages, near: series.sample(at: trend.last))
    else { return [:] }
    // VmallocUsed holds the thread stacks as a rule, and Slab gives back its reclaimable half.
    let parts: [Dimension] = [.sUnreclaim, .vmallocUsed, .pageTables, .percpu]
    let kernel = parts.compactMap { change(of: $0, during: .memAvailable) }.reduce(0, +)
    return [.processes: Double(after - before), .kernel: kernel]
  }
}
