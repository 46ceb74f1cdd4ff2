import Analysis
import KernelMemory

/// The words on a growth, or on a fall that goes on as one: rate, time and total agree, or the sentence says why they do not.
struct GrowthSentence {
  let finding: Finding
  let series: Series
  let numbers: Statistics
  let session: Session

  private var name: String { finding.dimension.name }
  private var pace: Pace { Pace(session) }

  /// A growth that goes on.
  var going: String {
    guard let trend = finding.shape.trend else {
      return "\(name) changed by \(Phrase.change(Double(numbers.change))) over the session."
    }
    let part = Part(trend, series, finding)
    guard part.change * trend.slope > 0 else {
      return
        "\(name) has a slope of \(Phrase.signedRate(trend.slope, pace)) beside its jumps \(time(trend)), yet changed by \(Phrase.change(part.change)) in all."
    }
    let split = unreclaimableShare(trend).map { "; \($0)" } ?? ""
    return moved(trend, part) + split + "." + bend(trend, part) + (when(trend) ?? stairs(trend, part))
      + peak(trend, part)
  }

  /// A growth that ended: its rate while it lasted, and whether it was kept.
  var ended: String {
    let most = Phrase.sizes(Double(numbers.first), Double(numbers.max))
    guard let trend = finding.shape.trend, trend.low > 0, trend.last < series.count - 1,
      case let part = Part(trend, series, finding), part.change > 0
    else {
      let when = Phrase.time(series.times[numbers.maxIndex], in: session)
      let last = Phrase.sizes(Double(numbers.last), Double(numbers.max)).0
      let now = numbers.last < numbers.max ? "; at the end it is \(last)" : ""
      guard numbers.max > numbers.first else { return "\(name) was highest at the start, \(most.1)\(now)." }
      return "\(name) grew from \(most.0) to \(most.1) at \(when) and did not go on growing\(now)."
    }
    let last = Phrase.size(Double(numbers.last))
    let lowest = series.values[trend.last...].min() ?? numbers.last
    let kept = Double(numbers.last) - Double(series.values[trend.first])
    let fallen = Double(series.values[trend.last]) - Double(lowest)
    let end =
      if kept < part.change / 2 {
        "and then gave it back: at the end it is \(last)"
      } else if fallen > part.change / 4 {
        "and then gave back \(Phrase.size(fallen)); at the end it is \(last)"
      } else { "\(further(trend, part) ?? "and did not go on growing"); at the end it is \(last)" }
    return "\(moved(trend, part)), \(end).\(when(trend) ?? "")"
  }

  /// At which hours and on which days it grows; nil where it does at all of them alike.
  private func when(_ trend: Trend) -> String? {
    guard trend.slope > 0, let growing = GrowingHours(series, trend) else { return nil }
    let share = "(\(Phrase.percent(growing.share)) of the rise)"
    guard let begin = growing.begin else { return " It grows on weekdays \(share) and rests at weekends." }
    func clock(_ hour: Int) -> String { "\(hour % 24 < 10 ? "0" : "")\(hour % 24):00" }
    let hours = "between \(clock(begin)) and \(clock(begin + growing.length)) UTC"
    return growing.isOnWeekdays
      ? " It grows on weekdays \(hours) \(share) and rests at night and at weekends."
      : " It grows once a day, \(hours) \(share), and rests for the rest of the day."
  }

  /// That it rose on after the stretch of which the rate is, before it ended; nil where it did not.
  private func further(_ trend: Trend, _ part: Part) -> String? {
    let rest = series.values[trend.last...]
    guard let most = rest.max(), let place = rest.firstIndex(of: most),
      Double(most - series.values[trend.last]) > max(0.1 * part.change, 6 * finding.shape.noise)
    else { return nil }
    let highest = Phrase.size(Double(most))
    // What is highest at the very end has not been seen to end.
    guard place < series.count - max(2, series.count / 50) else { return "rose on more slowly to \(highest)" }
    return "went on to \(highest) at \(Phrase.time(series.times[place], in: session)), and ended"
  }

  /// What a trend's samples moved by, and how much of it was steps.
  private struct Part {
    /// From the first of its samples to the last, kB.
    let change: Double
    /// The time from the first to the last.
    let hours: Double
    /// KiB an hour from the first to the last.
    let mean: Double
    /// The steps inside, in time order.
    let steps: [Event]
    /// Whether slope and time make up the change.
    let isStraight: Bool

    init(_ trend: Trend, _ series: Series, _ finding: Finding) {
      hours = Double(max(1, series.times[trend.last] - series.times[trend.first])) / 3_600_000
      change = Double(series.values[trend.last]) - Double(series.values[trend.first])
      mean = change / hours
      steps = finding.shape.events.filter { $0.kind.isStep && $0.index > trend.first && $0.index <= trend.last }
      isStraight =
        abs(trend.slope * hours - change) <= max(0.1 * abs(change), min(2 * finding.shape.noise, 0.25 * abs(change)))
    }
  }

  private func time(_ trend: Trend) -> String {
    let from = trend.first == 0 ? "the start" : Phrase.time(series.times[trend.first], in: session)
    let to = trend.last >= series.count - 1 ? "the end" : Phrase.time(series.times[trend.last], in: session)
    return "from \(from) to \(to)"
  }

  /// `Slab grew by 1.24 GiB/h (95 % 1.21 to 1.27 GiB/h) from the start to 03:11:20, +28.1 MiB in all`.
  private func moved(_ trend: Trend, _ part: Part) -> String {
    let verb = part.change < 0 ? "fell" : "grew"
    let total = "\(time(trend)), \(Phrase.change(part.change)) in all"
    guard !part.isStraight else { return "\(name) \(verb) by \(Phrase.rate(trend, pace)) \(total)" }
    let mean = "\(name) \(verb) by \(Phrase.rate(part.mean, pace)) on average \(total)"
    // The halves of a bend say it better.
    if trend.bend != nil { return mean }
    let interval = Phrase.interval(trend, pace).map { " (95 % \($0))" } ?? ""
    let line = trend.slope * part.hours
    let jumps = part.change - line
    let along = part.steps.filter { $0.magnitude * jumps > 0 }
    guard let largest = along.max(by: { abs($0.magnitude) < abs($1.magnitude) }) else {
      return mean + " (its slope beside jumps is \(Phrase.rate(trend, pace)))"
    }
    let at = Phrase.time(series.times[largest.index], in: session)
    if jumps * line > 0 {
      let which = along.count == 1 ? "the step at \(at)" : "\(along.count) steps, the largest at \(at)"
      return
        "\(mean): \(Phrase.change(line)) by slope, \(Phrase.rate(trend.slope, pace)) between steps\(interval), and \(Phrase.change(jumps)) by \(which)"
    }
    let way = jumps < 0 ? "down" : "up"
    let which =
      along.count == 1
      ? "the step \(way) at \(at) (\(Phrase.change(largest.magnitude)))"
      : "\(along.count) steps \(way), the largest at \(at) (\(Phrase.change(largest.magnitude)))"
    return "\(mean): \(Phrase.rate(trend.slope, pace))\(interval) but for \(which)"
  }

  /// That it bends, by what the samples of each half moved by, so that the halves make the whole; empty where they do not bear it out.
  private func bend(_ trend: Trend, _ part: Part) -> String {
    guard let bend = trend.bend, part.hours > 0 else { return "" }
    let (begin, end) = (series.times[trend.first], series.times[trend.last])
    let middle = series.position(at: begin + (end - begin) / 2) ?? trend.first
    func pace(_ from: Int, _ to: Int) -> Double {
      let hours = Double(max(1, series.times[to] - series.times[from])) / 3_600_000
      return Double(series.values[to] - series.values[from]) / hours
    }
    let (early, late) = (pace(trend.first, middle), pace(middle, trend.last))
    guard middle > trend.first, middle < trend.last, (bend.late > bend.early) == (late > early),
      abs(late - early) > 0.1 * abs(part.mean)
    else { return "" }
    return
      " It \(late > early ? "speeds up" : "slows down"): \(Phrase.signedRate(early, self.pace)) in the first half of that time, "
      + "\(Phrase.signedRate(late, self.pace)) in the second."
  }

  /// That it climbs in stairs, and how often; empty where it does not.
  ///
  /// A stair is a rise from one sample to the next of a twelfth of the whole and more; three of them and more have to make three
  /// quarters of it, at distances that differ by less than a third.
  private func stairs(_ trend: Trend, _ part: Part) -> String {
    guard part.change > 0 else { return "" }
    var (times, sum): ([Int64], Double) = ([], 0)
    let values = series.values.span.extracting(trend.first..<min(trend.last + 1, series.count))
    let least = Int64((part.change / 12).rounded(.up))
    for position in values.indices.dropFirst() where values[position] - values[position - 1] >= least {
      times.append(series.times[trend.first + position])
      sum += Double(values[position] - values[position - 1])
    }
    let samples = trend.last - trend.first
    guard times.count >= 3, times.count * 4 <= samples, sum >= 0.75 * part.change,
      sum <= 1.25 * part.change
    else { return "" }
    let gaps = zip(times.dropFirst(), times).map { $0 - $1 }.sorted()
    let period = gaps[gaps.count / 2]
    guard let shortest = gaps.first, let longest = gaps.last, longest - shortest < period * 2 / 3 else {
      return " It climbs in \(times.count) stairs."
    }
    return " It climbs in \(times.count) stairs, one about every \(CivilTime.duration(milliseconds: period))."
  }

  /// That it was higher before the end, where a reader sees it.
  private func peak(_ trend: Trend, _ part: Part) -> String {
    let values = series.values[trend.first...trend.last]
    guard trend.slope > 0, let most = values.max(), let place = values.firstIndex(of: most),
      case let fall = Double(most - series.values[trend.last]), fall > max(0.2 * part.change, 6 * finding.shape.noise)
    else { return "" }
    return " It was highest at \(Phrase.time(series.times[place], in: session)), \(Phrase.size(Double(most)))."
  }

  /// `96 % of it is unreclaimable`, for Slab, over the trend's own samples.
  private func unreclaimableShare(_ trend: Trend) -> String? {
    guard finding.dimension == .slab, let part = session.column(Dimension.sUnreclaim.name),
      case let change = Double(series.values[trend.last]) - Double(series.values[trend.first]), change > 0,
      let before = part.value(at: series.sample(at: trend.first)),
      let after = part.value(at: series.sample(at: trend.last))
    else { return nil }
    return "\(Phrase.percent(max(0, min(1, Double(after - before) / change)))) of it is unreclaimable"
  }
}
