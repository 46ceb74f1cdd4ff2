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
      let evidence = asked.evidence
      guard let shape = asked.shape, shape.isLeak, let trend = shape.trend else { return nil }
      if evidence.isImmaterial(asked.dimension) {
        let change = evidence.change(of: asked.dimension, during: asked.dimension) ?? 0
        return asked.answer(.normal, .immaterial, measured: trend.strength, isTrend: true, [.change: change])
      }
      if let reason = excuse(asked) { return reason }
      guard trend.strength >= asked.threshold else {
        return asked.answer(.watch, .weakGrowth, measured: trend.strength, isTrend: true)
      }
      let isPinned = asked.dimension == .sReclaimable
      let verdict = isPinned ? Verdict.problem : evidence.severity(asked.dimension)
      let first = evidence.reaches(asked.dimension).first
      let left = first.flatMap { figures($0, evidence) }
      // What is gone within a day is no rhythm, and what lasts for a year needs none.
      let mayWait = left?[.soonest].map { $0 > 24 && $0 <= 24 * 365 } ?? true
      if !isPinned, mayWait, let rhythm = DayRhythm(asked) {
        return asked.answer(
          .watch, .dayRhythm, measured: trend.strength, isTrend: true, [.change: rhythm.change])
      }
      guard let left else {
        return asked.answer(verdict, isPinned ? .pinned : .leak, measured: trend.strength, isTrend: true)
      }
      return asked.answer(
        verdict, .leak, measured: trend.strength, isTrend: true, limit: first?.limit, of: first?.subject,
        left.merging(first?.limit == .memAvailable ? unfelt(asked) : [:]) { left, _ in left })
    },
    Rule(
      "exhaustion", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim],
      question: "At this rate, is the first limit reached within so many hours?", threshold: 24, unit: .hours,
      source: "a day is what an operator needs to act"
    ) { asked in
      let evidence = asked.evidence
      guard let trend = asked.shape?.trend, evidence.isLeaking(asked.dimension), trend.strength >= 2,
        !evidence.isImmaterial(asked.dimension), excuse(asked) == nil,
        let first = evidence.reaches(asked.dimension).first, let hours = first.hours?.likely,
        hours <= asked.threshold, first.isForetold,
        // What has not lowered MemAvailable yet does not bring its end near.
        first.limit != .memAvailable || unfelt(asked).isEmpty
      else { return nil }
      return asked.answer(
        first.isConditional ? .watch : .problem, .littleTime, measured: hours, isTrend: true, limit: first.limit,
        of: first.subject)
    },
    Rule(
      "uncertain-growth", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim],
      question: "Does it grow, without the proof of a leak?", source: "a trend that may still fade"
    ) { asked in
      guard let shape = asked.shape, shape.pattern == .growth, !shape.isLeak,
        !asked.evidence.isImmaterial(asked.dimension), !(asked.dimension == .slab && isMostlyReclaimable(asked))
      else { return nil }
      return asked.answer(.watch, .uncertainGrowth, isTrend: true)
    },
    Rule(
      "large-shift", [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu, .sUnreclaim],
      question: "Did it rise for good by more than this share of RAM?", threshold: 0.01, unit: .share,
      source: "one per cent of RAM is worth a look on any host"
    ) { asked in
      let evidence = asked.evidence
      guard let pattern = asked.shape?.pattern,
        [.stepUp, .growthStopped, .warmUp, .spike, .insufficient].contains(pattern),
        let ram = evidence.ram, let rise = evidence.rise(asked.dimension), rise > asked.threshold * ram,
        // What can be given back is no loss, and stacks are counted as stacks.
        asked.dimension != .slab || rise < 2 * (evidence.rise(.sUnreclaim) ?? rise),
        asked.dimension != .vmallocUsed || (evidence.rise(.kernelStack) ?? 0) < 0.75 * rise
      else { return nil }
      return asked.answer(.watch, .largeRise, measured: rise / ram, [.change: rise])
    },
  ]

  /// Whether most of Slab's growth can be given back.
  static func isMostlyReclaimable(_ asked: Question) -> Bool {
    guard let change = asked.evidence.change(of: .slab, during: .slab),
      let part = asked.evidence.change(of: .sReclaimable, during: .slab)
    else { return false }
    return part > 0.5 * change
  }

  /// That MemAvailable has not fallen with a growth that it should have shown: its change meanwhile.
  ///
  /// Empty where it has fallen, or could not have.
  private static func unfelt(_ asked: Question) -> [Judgement.Figure: Double] {
    let evidence = asked.evidence
    let own: Dimension = asked.dimension == .slab && evidence.series[.sUnreclaim] != nil ? .sUnreclaim : asked.dimension
    guard let change = evidence.change(of: own, during: asked.dimension),
      let supply = evidence.change(of: .memAvailable, during: asked.dimension),
      let noise = evidence.shapes[.memAvailable]?.noise, change > 6 * noise, supply > -0.25 * change
    else { return [:] }
    return [.otherChange: supply]
  }

  /// When a limit is reached, what is left of it, and how far ahead the growth that was seen can tell.
  private static func figures(_ reach: LimitReach, _ evidence: Evidence) -> [Judgement.Figure: Double]? {
    guard let hours = reach.hours, let value = reach.value else { return nil }
    let left = value - (reach.used ?? 0)
    var figures: [Judgement.Figure: Double] = [
      .rate: left / hours.likely, .soonest: hours.soonest, .latest: hours.latest, .seen: reach.seen,
      .horizon: Evidence.horizon * reach.seen,
    ]
    if reach.limit == .memAvailable {
      figures[.available] = left
    } else {
      figures[.limit] = value
      figures[.used] = reach.used
      if reach.isConditional { figures[.conditional] = 1 }
    }
    return figures
  }
}

extension Evidence {
  /// From the first value to the highest, kB.
  fileprivate func rise(_ dimension: Dimension) -> Double? {
    statistics[dimension].map { Double($0.max - $0.first) }
  }
}
