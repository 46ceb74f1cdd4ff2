import KernelMemory

extension Rule {
  /// Rules about what a series does.
  static let growth: [Rule] = [
    Rule(
      "sustained-growth", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim, .sReclaimable],
      question: "Does it grow without pause to the end, its slope this many standard errors above zero?",
      threshold: 2, unit: .standardErrors,
      source: "what the 95 % interval asks; the pattern of growth has further marks of its own"
    ) { asked in
      guard let shape = asked.shape, shape.isLeak, let trend = shape.trend else { return nil }
      if let reason = excuse(asked) { return reason }
      guard trend.strength >= asked.threshold else {
        return asked.answer(.watch, .weakGrowth, measured: trend.strength, isTrend: true)
      }
      guard let left = exhaustion(trend, asked.evidence), let soonest = left[.soonest] else {
        return asked.answer(.problem, .leak, measured: trend.strength, isTrend: true)
      }
      // A leak that takes more than a year to matter can wait for the next reboot.
      return asked.answer(
        soonest > 24 * 365 ? .watch : .problem, .leak, measured: trend.strength, isTrend: true, limit: .memAvailable,
        left.merging(unfelt(asked)) { left, _ in left })
    },
    Rule(
      "exhaustion", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim, .sReclaimable],
      question: "At this rate, is MemAvailable gone within so many hours?", threshold: 24, unit: .hours,
      source: "a day is what an operator needs to act"
    ) { asked in
      guard let trend = asked.shape?.trend, asked.evidence.isLeaking(asked.dimension), trend.low > 0,
        let available = asked.evidence.last(.memAvailable), case let soonest = available / trend.high,
        soonest <= asked.threshold, excuse(asked) == nil
      else { return nil }
      return asked.answer(.problem, .littleTime, measured: soonest, isTrend: true, limit: .memAvailable)
    },
    Rule(
      "uncertain-growth", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim, .sReclaimable],
      question: "Does it grow, without the proof of a leak?", source: "a trend that may still fade"
    ) { asked in
      guard let shape = asked.shape, shape.pattern == .growth, !shape.isLeak else { return nil }
      return asked.answer(.watch, .uncertainGrowth, isTrend: true)
    },
    Rule(
      "large-shift", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim],
      question: "Did it rise for good by more than this share of RAM?", threshold: 0.01, unit: .share,
      source: "one per cent of RAM is worth a look on any host"
    ) { asked in
      guard let pattern = asked.shape?.pattern, [.stepUp, .growthStopped, .warmUp, .spike].contains(pattern),
        let ram = asked.evidence.ram, let numbers = asked.evidence.statistics[asked.dimension],
        case let rise = Double(numbers.max - numbers.first), rise > asked.threshold * ram
      else { return nil }
      return asked.answer(.watch, .largeRise, measured: rise / ram, [.change: rise])
    },
  ]

  /// That MemAvailable has not fallen with a growth that it should have shown: its change meanwhile.
  ///
  /// Empty where it has fallen, or could not have.
  private static func unfelt(_ asked: Question) -> [Judgement.Figure: Double] {
    let evidence = asked.evidence
    guard let change = evidence.change(of: asked.dimension, during: asked.dimension),
      let supply = evidence.change(of: .memAvailable, during: asked.dimension),
      let noise = evidence.shapes[.memAvailable]?.noise, change > 6 * noise, supply > -0.25 * change
    else { return [:] }
    return [.otherChange: supply]
  }

  /// When MemAvailable is gone, and what is left of it; nil unless the rise is certain and MemAvailable known.
  private static func exhaustion(_ trend: Trend, _ evidence: Evidence) -> [Judgement.Figure: Double]? {
    guard trend.low > 0, let available = evidence.last(.memAvailable) else { return nil }
    return [.available: available, .soonest: available / trend.high, .latest: available / trend.low]
  }
}
