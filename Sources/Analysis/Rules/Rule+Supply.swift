import KernelMemory

extension Rule {
  /// Rules about what is left to use, whoever takes it.
  static let supply: [Rule] = [
    Rule(
      "supply-falls", [.memAvailable],
      question: "Does MemAvailable fall to the end, and is it gone at that rate within so many hours?", threshold: 24,
      source: "a day is what an operator needs to act"
    ) { dimension, evidence, hours in
      guard let trend = evidence.shapes[dimension]?.trend, let series = evidence.series[dimension],
        trend.last >= series.count - 1, trend.strength < -4, let left = evidence.last(dimension),
        left / -trend.slope <= hours, let change = evidence.change(of: dimension, during: dimension),
        // An estimate that moves by a hundredth of RAM on an idle host: less than that forecasts nothing.
        -change > 0.02 * (evidence.ram ?? left)
      else { return nil }
      let span = Phrase.hours(left / -trend.low, left / -trend.high)
      let from = Phrase.time(series.times[trend.first], in: evidence.session)
      return (
        .watch,
        "MemAvailable falls by \(Phrase.rate(trend)) since \(from); at that rate it is gone in \(span)."
          + evidence.takers(of: -change)
      )
    }
  ]
}

extension Evidence {
  /// Who took the memory that MemAvailable lost during its trend; empty where that cannot be told.
  fileprivate func takers(of loss: Double) -> String {
    guard let trend = shapes[.memAvailable]?.trend, let series = series[.memAvailable],
      let before = session.value(of: .anonPages, near: series.sample(at: trend.first)),
      let after = session.value(of: .anonPages, near: series.sample(at: trend.last))
    else { return "" }
    // VmallocUsed holds the thread stacks as a rule, and Slab gives back its reclaimable half.
    let parts: [Dimension] = [.sUnreclaim, .vmallocUsed, .pageTables, .percpu]
    let kernel = parts.compactMap { change(of: $0, during: .memAvailable) }.reduce(0, +)
    let processes = Double(after - before)
    if processes > 0.5 * loss {
      return " Processes took it: AnonPages changed by \(Phrase.change(processes)) meanwhile, the kernel's counters by "
        + "\(Phrase.change(kernel))."
    }
    guard kernel <= 0.5 * loss else {
      return " The kernel took it: its counters changed by \(Phrase.change(kernel)) meanwhile."
    }
    return " Meanwhile AnonPages changed by \(Phrase.change(processes)), the kernel's counters by "
      + "\(Phrase.change(kernel)): neither explains it alone; page cache in use (Shmem, Mapped) and memory that no counter "
      + "names may."
  }
}
