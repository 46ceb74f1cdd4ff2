import Analysis
import KernelMemory

/// When a growth that matters would have reached the first limit, which lies behind the end of every chart.
struct Exhaustion {
  /// The soonest and the latest moment at the ends of the rate's interval, milliseconds since 1970-01-01T00:00Z.
  let range: ClosedRange<Int64>

  /// What is reached then.
  private let limit: Judgement.Limit

  /// nil unless a rule says when, and the growth was seen for long enough to foretell it.
  init?(_ finding: Finding, _ session: Session) {
    guard let judgement = finding.judgements.first(where: { $0.reason == .leak }), finding.verdict >= .watch,
      judgement.isForetold, let end = session.times.last, case let latest = judgement[.latest],
      latest <= judgement[.horizon], judgement.figures[.conditional] == nil
    else { return nil }
    let moment = { (hours: Double) in end + Int64(hours * 3_600_000) }
    limit = judgement.limit ?? .memAvailable
    range = moment(judgement[.soonest])...max(moment(judgement[.soonest]), moment(latest))
  }

  /// Two short lines for beside a chart.
  var lines: [String] {
    let (from, to) = (CivilTime(milliseconds: range.lowerBound), CivilTime(milliseconds: range.upperBound))
    let (first, last) = (from.clock.dropLast(3), to.clock.dropLast(3))
    let words =
      if from.day != to.day {
        range.upperBound - range.lowerBound > 86_400_000
          ? "\(from.shortDay) – \(to.day)" : "\(from.shortDay) \(first)–\(to.shortDay) \(last)"
      } else if first == last {
        "\(from.shortDay), \(first)"
      } else { "\(from.shortDay), \(first)–\(last)" }
    return ["at this rate \(limit.rawValue) is", "\(limit == .memAvailable ? "gone" : "reached") \(words)"]
  }
}
