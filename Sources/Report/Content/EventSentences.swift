import Analysis
import KernelMemory

/// The events of a series that a reader would see in the chart, in time order, and the number of the rest.
struct EventSentences {
  let finding: Finding
  let series: Series
  let session: Session

  /// A sentence an event.
  var sentences: [String] {
    let all = finding.notableEvents(session)
    let most = all.map { abs($0.magnitude) }.max() ?? 0
    let large = all.indices.filter { abs(all[$0].magnitude) >= most / 4 }
    let shown = Set(large.sorted { abs(all[$0].magnitude) > abs(all[$1].magnitude) }.prefix(5))
    var sentences = all.indices.filter(shown.contains).map { sentence(all[$0]) }
    let rest = all.count - shown.count
    if rest > 0 { sentences.append("\(Phrase.count(rest, "smaller event")) more.") }
    return sentences
  }

  private func sentence(_ event: Event) -> String {
    let (at, name) = (Phrase.time(series.times[event.index], in: session), finding.dimension.name)
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

extension Finding {
  /// The events that are worth a word on this host: beyond six times the noise, and beyond the smaller of a two-thousandth of RAM and a
  /// tenth of the usual level.
  func notableEvents(_ session: Session) -> [Event] {
    let ofRAM = session.ram.map { 0.0005 * Double($0.kibibytes) } ?? 0
    let least = max(6 * shape.noise, min(ofRAM, 0.1 * abs(statistics?.median ?? 0)))
    return shape.events.filter { abs($0.magnitude) >= least }
  }
}
