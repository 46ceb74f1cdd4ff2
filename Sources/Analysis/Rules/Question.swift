import KernelMemory

/// A rule as it is asked of one dimension: what it may look at, and what it compares with.
struct Question {
  let rule: Rule
  let dimension: Dimension
  let evidence: Evidence
  /// The policy's number; 0 for a rule that compares with nothing.
  let threshold: Double

  /// What the dimension does; nil where it is absent.
  var shape: Shape? { evidence.shapes[dimension] }

  /// The last value, kB.
  var last: Double? { evidence.last(dimension) }

  /// How bad growth is that has the marks of a leak: to be watched while a day's rhythm looks the same.
  var ofGrowth: Verdict {
    let verdict = evidence.severity(dimension)
    return verdict == .problem && DayRhythm(self) != nil ? .watch : verdict
  }

  /// An answer: what was measured is in the rule's unit, and one on a trend has its time.
  func answer(
    _ verdict: Verdict, _ reason: Reason, measured: Double? = nil, isTrend: Bool = false,
    limit: Judgement.Limit? = nil, of subject: String? = nil, _ figures: [Judgement.Figure: Double] = [:]
  ) -> Judgement {
    var span: ClosedRange<Int64>?
    if isTrend, let trend = shape?.trend, let series = evidence.series[dimension] {
      span = series.times[trend.first]...max(series.times[trend.first], series.times[trend.last])
    }
    return Judgement(
      rule: rule.name, dimension: dimension, verdict: verdict, reason: reason, measured: measured,
      threshold: rule.threshold == nil || measured == nil ? nil : threshold, unit: measured == nil ? nil : rule.unit,
      span: span, limit: limit, subject: subject, figures: figures)
  }
}
