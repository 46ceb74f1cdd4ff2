import Analysis
import KernelMemory

/// When a growth that matters would have used up MemAvailable, which lies behind the end of every chart.
struct Exhaustion {
  /// The soonest and the latest moment at the ends of the slope's interval, milliseconds since 1970-01-01T00:00Z.
  let range: ClosedRange<Int64>

  /// nil unless the growth is certain, bad and fast enough to do it within a year.
  init?(_ finding: Finding, _ session: Session) {
    guard finding.dimension != .memAvailable, finding.shape.isLeak, finding.verdict >= .watch,
      let trend = finding.shape.tellingTrend, trend.low > 0, let end = session.times.last,
      let available = session.column("MemAvailable")?.last.map(Double.init), available > 0,
      available / trend.low < 24 * 366
    else { return nil }
    let hours = { (slope: Double) in end + Int64(available / slope * 3_600_000) }
    range = hours(trend.high)...max(hours(trend.high), hours(trend.low))
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
    return ["at this rate MemAvailable is", "gone \(words)"]
  }
}
