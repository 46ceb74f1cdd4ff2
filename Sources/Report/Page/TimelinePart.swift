import Analysis
import KernelMemory
import Markup

/// Every event of the session in time order, bounded.
struct TimelinePart {
  let findings: Findings
  private static let limit = 60

  private struct Moment {
    let time: Int64
    let what: String
    let who: String
    let weight: Double
  }

  /// The table, or one sentence where nothing happened.
  var content: Node {
    let all = moments
    guard !all.isEmpty else {
      return .element(.html("p") { "No spike, drop or step stands out, and nothing was marked or missed." })
    }
    let shown = all.sorted { $0.weight > $1.weight }.prefix(TimelinePart.limit).sorted {
      ($0.time, $0.who) < ($1.time, $1.who)
    }
    let table = Table(
      caption: "Events in time order", head: ["Time (UTC)", "Where", "What"],
      rows: shown.map { moment in
        let time = CivilTime(milliseconds: moment.time)
        return [
          [.text("\(time.day) \(time.clock)")], [.text(moment.who)], [.element(.html("bdi") { moment.what })],
        ]
      }
    ).element
    guard all.count > shown.count else { return .element(table) }
    return .element(
      .html("div") {
        table
        Element.html("p") { "\((all.count - shown.count).grouped) smaller events are left out." }
      })
  }

  private var moments: [Moment] {
    let recorded = findings.session.events.compactMap { event in
      event.words.map { Moment(time: event.time, what: $0, who: "session", weight: .infinity) }
    }
    // With thousands of gaps the largest tell the story; they must not crowd the rest out.
    let bounded = Array(recorded.prefix(TimelinePart.limit))
    return bounded + Dimension.bands.compactMap { findings[$0] }.flatMap(moments)
  }

  private func moments(_ finding: Finding) -> [Moment] {
    guard let series = finding.series else { return [] }
    return finding.shape.events.map { event in
      let size = Figures.size(event.magnitude).signedText
      let to = Figures.size(event.peak).text
      return Moment(
        time: series.times[event.index], what: "\(event.kind.word): \(size), to \(to)", who: finding.dimension.name,
        weight: abs(event.magnitude))
    }
  }
}
