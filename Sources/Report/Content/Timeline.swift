import Analysis
import KernelMemory

/// Every event of the session, bounded.
struct Timeline {
  let findings: Findings
  private static let mostRecorded = 60

  /// One happening.
  struct Moment {
    /// Milliseconds since 1970-01-01T00:00Z.
    let time: Int64
    /// `step up: +3.20 MiB, to 12.0 MiB`.
    let what: String
    /// The dimension, or `session`.
    let who: String
    /// How much it matters beside the others.
    let weight: Double
  }

  /// The weightiest moments in time order, and how many others there are.
  func shown(atMost limit: Int) -> (moments: [Moment], rest: Int) {
    let all = moments
    let shown = all.sorted { $0.weight > $1.weight }.prefix(limit).sorted { ($0.time, $0.who) < ($1.time, $1.who) }
    return (shown, all.count - shown.count)
  }

  private var moments: [Moment] {
    let recorded = findings.session.events.compactMap { event in
      event.words.map { Moment(time: event.time, what: $0, who: "session", weight: .infinity) }
    }
    // With thousands of gaps the largest tell the story; they must not crowd the rest out.
    let bounded = Array(recorded.prefix(Timeline.mostRecorded))
    return bounded + (Dimension.bands + [.memAvailable]).compactMap { findings[$0] }.flatMap(moments)
  }

  private func moments(_ finding: Finding) -> [Moment] {
    guard let series = finding.series else { return [] }
    return growth(finding, series)
      + finding.notableEvents(findings.session).map { event in
        let size = Phrase.change(event.magnitude)
        let to = Phrase.size(event.peak)
        return Moment(
          time: series.times[event.index], what: "\(event.kind.word): \(size), to \(to)", who: finding.dimension.name,
          weight: abs(event.magnitude))
      }
  }

  /// When a growth began, and when one ended.
  private func growth(_ finding: Finding, _ series: Series) -> [Moment] {
    let shape = finding.shape
    let hasEnded = shape.pattern == .growthStopped
    guard let trend = shape.trend, shape.isLeak || hasEnded && trend.low > 0 else { return [] }
    let change = Double(series.values[trend.last] - series.values[trend.first])
    let (pace, name) = (Pace(findings.session), finding.dimension.name)
    let weight = hasEnded ? abs(change) : .infinity
    var moments: [Moment] = []
    if trend.first > 0 {
      let rate = Phrase.change(pace.from(trend.slope))
      moments.append(
        Moment(
          time: series.times[trend.first], what: "growth begins: \(rate) per \(pace.noun)", who: name, weight: weight))
    }
    if hasEnded, trend.last < series.count - 1 {
      moments.append(
        Moment(
          time: series.times[trend.last], what: "growth ends: \(Phrase.change(change)) in all", who: name,
          weight: weight))
    }
    return moments
  }
}
