import Analysis
import KernelMemory

/// The computed sentences on what a series did: numbers first, nothing that the data do not support.
struct WhatHappened {
  let finding: Finding
  let session: Session

  /// The sentences, the most important first; never empty.
  var sentences: [String] {
    guard let series = finding.series, let numbers = finding.statistics else { return [absent] }
    let events = EventSentences(finding: finding, series: series, session: session).sentences
    return [main(series, numbers)].compactMap { $0 } + events + [reclaimable(numbers), needed].compactMap { $0 }
  }

  private var name: String { finding.dimension.name }
  private var absent: String { "\(name) is not reported in this session: unknown, not zero." }

  private func main(_ series: Series, _ numbers: Statistics) -> String? {
    let shape = finding.shape
    let (low, high) = Phrase.sizes(Double(numbers.min), Double(numbers.max))
    let range =
      low == high ? "within \(Phrase.size(Double(numbers.max - numbers.min)))" : "between \(low) and \(high)"
    let (first, last) = (Phrase.size(Double(numbers.first)), Phrase.size(Double(numbers.last)))
    switch shape.pattern {
    case .absent: return absent
    case .insufficient: return few(series, numbers)
    case .steady:
      if numbers.min == numbers.max {
        return
          "\(name) stayed at \(last) \(series.count < session.times.count ? "in every sample that has it" : "throughout")."
      }
      let visible =
        shape.visible.map { Phrase.rate($0, Pace(session)) }
        .map { " Growth of more than \($0) would have shown." } ?? ""
      return "\(name) stayed around \(Phrase.size(numbers.median)), \(range).\(visible)"
    case .cyclic: return "\(name) went up and down \(range)\(lows(series, numbers))."
    case .warmUp: return "\(name) rose from \(first) and levelled off near \(last)."
    case .growth, .decline, .growthStopped:
      let growth = GrowthSentence(finding: finding, series: series, numbers: numbers, session: session)
      return shape.pattern == .growthStopped ? growth.ended : growth.going
    case .stepUp, .stepDown:
      guard !finding.notableEvents(session).contains(where: \.kind.isStep) else { return nil }
      return "\(name) went from \(first) to \(last), \(range)."
    case .spike, .drop: return "\(name) stayed around \(Phrase.size(numbers.median)) apart from short excursions."
    }
  }

  /// One sample is a level; a few are a change without a pattern.
  private func few(_ series: Series, _ numbers: Statistics) -> String {
    let last = Phrase.size(Double(numbers.last))
    guard numbers.count > 1, let begin = series.times.first, let end = series.times.last, end > begin else {
      let share = session.wholeRAM.map { ", \(Phrase.percent(Double(numbers.last) / Double($0.kibibytes))) of RAM" }
      return "\(name) is \(last)\(share ?? "")."
    }
    let length = CivilTime.duration(milliseconds: end - begin)
    let (from, to) = Phrase.sizes(Double(numbers.first), Double(numbers.last))
    let moved =
      numbers.min == numbers.max
      ? "stayed at \(last)" : "went from \(from) to \(to), \(Phrase.change(Double(numbers.change)))"
    let samples = "\(name) \(moved) in \(Phrase.count(numbers.count, "sample")) over \(length)"
    return ends == nil ? samples + ": too short or too rough to tell a pattern." : samples + "."
  }

  /// What the ends of a short record say.
  private var ends: Judgement? { finding.judgements.first { $0.reason == .betweenEnds } }

  /// How long to record for a pattern; nil where that takes longer than MemAvailable lasts at the rate that it fell at.
  private var needed: String? {
    guard finding.shape.pattern == .insufficient, finding.statistics?.count ?? 0 > 1, let needed = finding.shape.needed,
      needed > 0
    else { return nil }
    if let supply = session.column(Dimension.memAvailable.name), let first = supply.first, let last = supply.last,
      first > last,
      let begin = session.times.first, let end = session.times.last,
      Double(needed) >= Double(end - begin) * Double(last) / Double(first - last)
    {
      return nil
    }
    return "Record at least \(CivilTime.duration(milliseconds: needed)) more for a pattern."
  }

  /// Whether what went up came down again: by the lowest value of each quarter of the record.
  private func lows(_ series: Series, _ numbers: Statistics) -> String {
    let lows = (0..<4).compactMap { part in
      series.values[(series.count * part / 4)..<(series.count * (part + 1) / 4)].min()
    }
    guard let first = lows.first, let last = lows.last, let least = lows.min(), let most = lows.max(),
      Double(most - least) > 0.25 * Double(numbers.max - numbers.min)
    else { return " and came back each time" }
    let (from, to) = Phrase.sizes(Double(first), Double(last))
    guard first != last else { return " without coming back to one level each time" }
    return "; its low points \(last > first ? "rose" : "fell") from \(from) to \(to)"
  }

  /// How much of a large Slab is lost for others.
  private func reclaimable(_ numbers: Statistics) -> String? {
    guard finding.dimension == .slab, numbers.last > 0,
      let part = session.column(Dimension.sUnreclaim.name)?.last, part <= numbers.last,
      finding.shape.pattern == .insufficient
        || session.wholeRAM.map({ Double(numbers.last) > 0.05 * Double($0.kibibytes) }) ?? false
    else { return nil }
    let kept = Double(part) / Double(numbers.last)
    return
      "\(Phrase.percent(1 - kept)) of it can be given back (SReclaimable), \(Phrase.percent(kept)) cannot (SUnreclaim)."
  }
}
