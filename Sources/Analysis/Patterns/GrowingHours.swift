package import KernelMemory

/// When a growth grows: at some hours of the day, on weekdays; by UTC.
package struct GrowingHours: Sendable, Hashable {
  /// The first of the hours of the day in which it grows, 0 to 23; nil where no hours stand out.
  package var begin: Int?
  /// How many hours from there on.
  package var length: Int
  /// Whether it rests at weekends.
  package var isOnWeekdays: Bool
  /// The share of the rise that falls into these hours and days.
  package var share: Double

  /// Which share of the rise has to fall into the hours: eleven of twelve even hours are less.
  private static let most = 0.92
  /// What is open for longer than half of the day has no hours of its own.
  private static let longest = 12
  /// The fewest days: what came at the same hour on two of them may be chance.
  private static let fewestDays = 3.0
  /// A saw-tooth rises and falls at hours of its own: what falls back by half of a day's rise has no hours in which it grows.
  private static let deepest = 0.5
  /// On so many of the days it grows: five of seven, and some missed.
  private static let recurrent = 0.55
  /// Growth of a day, as a share of the mean.
  private static let least = 0.2
  /// Samples farther apart do not tell hours, ms.
  private static let coarsest: Int64 = 4 * 3_600_000
  /// A week and a half has one weekend at least, and weekdays on both sides.
  private static let weekdays = 10.0
  /// A weekend is two sevenths of the time: a twentieth of the rise is a rest.
  private static let weekendRise = 0.05

  /// Looks at the samples of a trend; nil where it grows at all hours, or where too few days show it.
  package init?(_ series: Series, _ trend: Trend) {
    guard trend.last > trend.first, trend.last < series.count else { return nil }
    let times = series.times[trend.first...trend.last]
    let values = series.values[trend.first...trend.last]
    let days = Double((times.last ?? 0) - (times.first ?? 0)) / 86_400_000
    guard days >= GrowingHours.fewestDays, let first = values.first, let last = values.last, last > first else {
      return nil
    }
    var hours = [Double](repeating: 0, count: 24)
    // A step of a day may count for the day that it began on or the one that it ended on.
    var weekend = (before: 0.0, after: 0.0)
    for place in times.indices.dropFirst() {
      let (start, end) = (times[place - 1], times[place])
      let rise = Double(values[place] - values[place - 1])
      if Weekend.time(from: start, to: start + 1) > 0 { weekend.before += rise }
      if Weekend.time(from: end - 1, to: end) > 0 { weekend.after += rise }
      GrowingHours.spread(rise, from: start, to: end, over: &hours)
    }
    let total = Double(last - first)
    guard GrowingHours.fall(values) < GrowingHours.deepest * total / days else { return nil }
    isOnWeekdays =
      days >= GrowingHours.weekdays && min(weekend.before, weekend.after) < GrowingHours.weekendRise * total
    let step = times.medianStep ?? .max
    var window = step <= GrowingHours.coarsest ? GrowingHours.window(hours, total) : nil
    if let hours = window, !GrowingHours.recurs(times, values, from: hours.begin, days) { window = nil }
    guard window != nil || isOnWeekdays else { return nil }
    begin = window?.begin
    length = window?.length ?? 24
    share = window.map { $0.rise / total } ?? 1 - max(0, min(weekend.before, weekend.after)) / total
  }

  /// The farthest that it fell back from its highest value, kB.
  private static func fall(_ values: ArraySlice<Int64>) -> Double {
    var (highest, fall) = (Int64.min, Int64.zero)
    for value in values {
      highest = max(highest, value)
      fall = max(fall, highest - value)
    }
    return Double(fall)
  }

  /// Whether it grows on most days, and not by one of them alone; a day begins where it grows.
  private static func recurs(_ times: ArraySlice<Int64>, _ values: ArraySlice<Int64>, from begin: Int, _ days: Double)
    -> Bool
  {
    var rises: [Int64: Int64] = [:]
    for place in times.indices.dropFirst() {
      rises[(times[place - 1] - Int64(begin) * 3_600_000) / 86_400_000, default: 0] += values[place] - values[place - 1]
    }
    let whole = Double(rises.values.reduce(0, +))
    return Double(rises.values.count { Double($0) > least * whole / days }) >= recurrent * days
  }

  /// The shortest run of hours that has most of a rise.
  private static func window(_ hours: [Double], _ total: Double) -> (begin: Int, length: Int, rise: Double)? {
    for length in 1...longest {
      let runs = (0..<24).map { begin in (begin, (0..<length).reduce(0) { $0 + hours[(begin + $1) % 24] }) }
      if let best = runs.max(by: { $0.1 < $1.1 }), best.1 >= most * total {
        return (best.0, length, min(best.1, total))
      }
    }
    return nil
  }

  /// Spreads a rise evenly over the hours of the day that it took.
  private static func spread(_ rise: Double, from start: Int64, to end: Int64, over hours: inout [Double]) {
    guard rise != 0, end > start, end - start <= 86_400_000 else { return }
    var at = start
    while at < end {
      let next = min(end, (at / 3_600_000 + 1) * 3_600_000)
      hours[Int(at / 3_600_000 % 24)] += rise * Double(next - at) / Double(end - start)
      at = next
    }
  }
}
