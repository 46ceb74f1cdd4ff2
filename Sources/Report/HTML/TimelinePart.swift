import KernelMemory
import Markup

/// Every event of the session in time order, bounded.
struct TimelinePart {
  let timeline: Timeline
  private static let limit = 60

  /// The table, or one sentence where nothing happened.
  var content: Node {
    let (shown, rest) = timeline.shown(atMost: TimelinePart.limit)
    guard !shown.isEmpty else {
      return .element(.html("p") { "No spike, drop or step stands out, and nothing was marked or missed." })
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
    guard rest > 0 else { return .element(table) }
    return .element(
      .html("div") {
        table
        Element.html("p") { "\(rest.grouped) smaller events are left out." }
      })
  }
}
