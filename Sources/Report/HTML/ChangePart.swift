import Analysis
import KernelMemory
import Markup

/// What moved, and where all of RAM is.
struct ChangePart {
  let findings: Findings
  let frame: Frame

  /// The chart, and the bar with its names.
  var content: [Node] { [chart, bar].compactMap { $0.map(Node.element) } }

  private var chart: Element? {
    let session = findings.session
    guard !session.header.host.environment.lxcfs, session.times.count > 1 else { return nil }
    let bands = Bands(session)
    guard let chart = ChangeChart(frame: frame, findings: findings, bands: bands) else {
      return bands.bands.isEmpty
        ? nil : .html("p", Attribute("class", "note")) { "No counter moved: there is no change to draw." }
    }
    return .html("figure", Attribute("id", "change")) {
      chart.picture(title: "Change since the start", description: chart.caption)
      Element.html("figcaption") { chart.caption }
    }
  }

  private var bar: Element? {
    guard let map = MemoryMap(findings), map.whole > 0 else { return nil }
    let whole = Bytes(kibibytes: map.whole).text
    return .html("div", Attribute("class", "ram")) {
      MemoryBar(map: map).picture
      Element.html("p", Attribute("class", "note")) {
        "Where the \(whole) are at the end: "
        for (index, part) in map.parts.enumerated() {
          if index > 0 { " · " }
          Element.html("span", Attribute("class", "part")) {
            Element.html("span", Attribute("class", "key \(part.key)")) { "" }
            "\(part.name) \(Bytes(kibibytes: part.kibibytes).text)"
          }
        }
      }
    }
  }
}
