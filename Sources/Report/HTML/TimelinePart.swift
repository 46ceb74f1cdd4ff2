import KernelMemory
import Markup

/// Every event of the session in time order, bounded.
struct TimelinePart {
  let timeline: Timeline
  private static let limit = 60

  /// A fold with the table, or one sentence where nothing happened.
  var content: Node {
    let (shown, rest) = timeline.shown(atMost: TimelinePart.limit)
    guard !shown.isEmpty else {
      return .element(.html("p") { "No spike, drop or step stands out, and nothing was marked or missed." })
    }
    var day = ""
    let table = Table(
      caption: "Events in time order", head: ["Time (UTC)", "Where", "What"],
      rows: shown.map { moment in
        let time = CivilTime(milliseconds: moment.time)
        defer { day = time.day }
        let date = time.day == day ? "" : time.day + " "
        return [[.text(date + time.clock)], [.text(moment.who)], [.element(.html("bdi") { moment.what })]]
      }
    ).element
    return .element(
      .html("details") {
        Element.html("summary") { "\(Phrase.count(shown.count, "moment")) in time order" }
        table
        if rest > 0 { Element.html("p") { "\(rest.grouped) smaller events are left out." } }
      })
  }
}
