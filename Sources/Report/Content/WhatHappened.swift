import Analysis
import KernelMemory

/// The computed sentences on what a series did: numbers first, nothing that the data do not support.
struct WhatHappened {
  let finding: Finding
  let session: Session

  /// The sentences, the most important first; never empty.
  var sentences: [String] {
    guard let series = finding.series, let numbers = finding.statistics else {
      return ["\(finding.dimension.name) is not reported in this session: unknown, not zero."]
    }
    return [main(series, numbers)].compactMap { $0 } + events(series)
  }

  private var name: String { finding.dimension.name }

  private func main(_ series: Series, _ numbers: Statistics) -> String? {
    let shape = finding.shape
    let (low, high) = Phrase.sizes(Double(numbers.min), Double(numbers.max))
    let range = "between \(low) and \(high)"
    let flat = numbers.min == numbers.max
    switch shape.pattern {
    case .absent:
      return "\(name) is not reported in this session: unknown, not zero."
    case .insufficient:
      let what =
        "The record is too short or too rough to say what \(name) does (\(Phrase.count(numbers.count, "sample")), \(Phrase.change(Double(numbers.change))))."
      guard let needed = shape.needed, needed > 0 else { return what }
      return what + " Record at least \(CivilTime.duration(milliseconds: needed)) more."
    case .steady:
      if flat { return "\(name) stayed at \(Phrase.size(Double(numbers.last))) throughout." }
      let visible = shape.visible.map { " Growth of more than \(Phrase.rate($0)) would have shown." } ?? ""
      return "\(name) stayed around \(Phrase.size(Double(numbers.median))), \(range).\(visible)"
    case .cyclic:
      return "\(name) went up and down \(range) and came back each time."
    case .warmUp:
      return
        "\(name) rose from \(Phrase.size(Double(numbers.first))) and levelled off near \(Phrase.size(Double(numbers.last)))."
    case .growth:
      return growth(series, numbers)
    case .growthStopped:
      return stopped(series, numbers)
    case .stepUp, .stepDown:
      let verb = shape.pattern == .stepUp ? "stepped up" : "stepped down"
      guard steps.isEmpty else { return nil }
      return "\(name) \(verb) from \(Phrase.size(Double(numbers.first))) to \(Phrase.size(Double(numbers.last)))."
    case .spike, .drop:
      return "\(name) stayed around \(Phrase.size(Double(numbers.median))) apart from short excursions."
    }
  }

  private func growth(_ series: Series, _ numbers: Statistics) -> String {
    guard let trend = finding.shape.trend else {
      return "\(name) changed by \(Phrase.change(Double(numbers.change))) over the session."
    }
    let from = trend.first == 0 ? "the start" : Phrase.time(series.times[trend.first], in: session)
    let to = trend.last >= series.count - 1 ? "the end" : Phrase.time(series.times[trend.last], in: session)
    let verb = trend.slope < 0 ? "fell" : "grew"
    let split = reclaimableShare.map { "; \($0)" } ?? ""
    let change = Double(series.values[trend.last]) - Double(series.values[trend.first])
    let bend = trend.bend.map { bend in
      " It \(bend.late > bend.early ? "speeds up" : "slows down"): \(Phrase.signedRate(bend.early)) in the first half of that time, "
        + "\(Phrase.signedRate(bend.late)) in the second."
    }
    return "\(name) \(verb) by \(Phrase.rate(trend)) from \(from) to \(to), \(Phrase.change(change)) in all\(split)."
      + (bend ?? "")
  }

  /// Growth that ended: its rate while it lasted, and whether it was kept.
  private func stopped(_ series: Series, _ numbers: Statistics) -> String {
    let most = Phrase.sizes(Double(numbers.first), Double(numbers.max))
    guard let trend = finding.shape.trend, trend.low > 0, trend.last < series.count - 1 else {
      let when = Phrase.time(series.times[numbers.maxIndex], in: session)
      let last = Phrase.sizes(Double(numbers.last), Double(numbers.max)).0
      let now = numbers.last < numbers.max ? "; at the end it is \(last)" : ""
      return "\(name) grew from \(most.0) to \(most.1) at \(when) and did not go on growing\(now)."
    }
    let last = Phrase.size(Double(numbers.last))
    let gained = Double(series.values[trend.last]) - Double(series.values[trend.first])
    let kept = Double(numbers.last) - Double(series.values[trend.first])
    let from = trend.first == 0 ? "the start" : Phrase.time(series.times[trend.first], in: session)
    let to = Phrase.time(series.times[trend.last], in: session)
    let end =
      kept < gained / 2
      ? "and then gave it back: at the end it is \(last)" : "and did not go on growing; at the end it is \(last)"
    return "\(name) grew by \(Phrase.rate(trend)) from \(from) to \(to), \(Phrase.change(gained)) in all, \(end)."
  }

  /// `96 % of it is unreclaimable`, for Slab, over the trend's own samples.
  private var reclaimableShare: String? {
    guard finding.dimension == .slab, let trend = finding.shape.trend, let series = finding.series,
      let part = session.column(Dimension.sUnreclaim.name)
    else { return nil }
    let change = Double(series.values[trend.last]) - Double(series.values[trend.first])
    guard change > 0, let before = part.value(at: series.sample(at: trend.first)),
      let after = part.value(at: series.sample(at: trend.last))
    else { return nil }
    let share = max(0, min(1, Double(after - before) / change))
    return "\(Phrase.percent(share)) of it is unreclaimable"
  }

  private var steps: [Event] { finding.shape.events.filter { $0.kind == .stepUp || $0.kind == .stepDown } }

  /// The events that a reader would see in the chart, in time order, and the number of the rest.
  private func events(_ series: Series) -> [String] {
    let all = finding.shape.events
    let most = all.map { abs($0.magnitude) }.max() ?? 0
    let large = all.indices.filter { abs(all[$0].magnitude) >= most / 4 }
    let shown = Set(large.sorted { abs(all[$0].magnitude) > abs(all[$1].magnitude) }.prefix(5))
    var sentences = all.indices.filter(shown.contains).map { sentence(all[$0], series) }
    let rest = all.count - shown.count
    if rest > 0 { sentences.append("\(Phrase.count(rest, "smaller event")) more.") }
    return sentences
  }

  private func sentence(_ event: Event, _ series: Series) -> String {
    let at = Phrase.time(series.times[event.index], in: session)
    let size = Phrase.size(abs(event.magnitude))
    let (before, peak) = Phrase.sizes(event.before, event.peak)
    switch event.kind {
    case .stepUp, .stepDown:
      let verb = event.kind == .stepUp ? "stepped up" : "stepped down"
      return "At \(at) \(name) \(verb) by \(size), from \(before) to \(peak)."
    case .spike, .drop:
      let length = series.times[event.extent.upperBound] - series.times[event.extent.lowerBound]
      let span = length > 0 ? "for \(CivilTime.duration(milliseconds: length))" : "for one sample"
      let verb = event.kind == .spike ? "rose" : "fell"
      let isBack = abs(event.after - event.before) < 0.25 * abs(event.magnitude)
      let then = isBack ? "and came back" : "then went to \(Phrase.sizes(event.after, event.peak).0)"
      return "At \(at) \(name) \(verb) by \(size) \(span), from \(before) to \(peak), \(then)."
    }
  }
}
