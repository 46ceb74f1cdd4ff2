import KernelMemory

extension Rule {
  /// What can be said of a record that is too short for a pattern.
  static let ends: [Rule] = [
    Rule(
      "between-ends", Dimension.allCases,
      question:
        "Of a record too short for a pattern: at the mean rate between its ends, is MemAvailable gone within so many hours?",
      threshold: 24, unit: .hours,
      source: "a day is what an operator needs to act; two points are a rate, and no pattern"
    ) { asked in
      guard asked.shape?.pattern == .insufficient, let ends = Ends(asked),
        let series = asked.evidence.series[asked.dimension]
      else { return nil }
      var figures: [Judgement.Figure: Double] = [
        .change: ends.change, .seen: ends.hours, .rate: ends.change / ends.hours, .after: Double(ends.points),
        .horizon: Evidence.horizon * ends.hours,
      ]
      if let loss = ends.loss, let supply = ends.supply, let left = ends.hoursLeft {
        figures[.otherChange] = -loss
        figures[.available] = Double(supply.last)
        (figures[.soonest], figures[.latest]) = (left, left)
        figures[.kernel] = asked.dimension.isSupply ? asked.evidence.reportedTakenByKernel : ends.taken
        if asked.dimension.isSupply {
          figures[.processes] = asked.evidence.session.ends(.anonPages).map { Double($0.last - $0.first) }
          figures[.sharedMemory] = asked.evidence.session.ends(.shmem).map { Double($0.last - $0.first) }
          figures[.hugePages] = asked.evidence.hugePages.map { $0.last - $0.first }
        }
      }
      var answer = asked.answer(
        asked.evidence.severity(of: ends, asked.dimension, within: asked.threshold), .betweenEnds,
        measured: ends.hoursLeft, limit: ends.loss == nil ? nil : .memAvailable, figures)
      if let first = series.times.first, let last = series.times.last { answer.span = first...last }
      return answer
    }
  ]
}
