import KernelMemory
import Markup

/// A word-sized line of one owner over the session's snapshots.
struct OwnerSparkline {
  let name: String
  let times: [Int64]
  let values: [Int64]
  let colour: String

  /// The picture; a snapshot that does not list the owner leaves the line to go on to the next that does.
  var picture: Element {
    let points = zip(times, values).filter { $0.1 != Column.absent }
    let low = points.map(\.1).min() ?? 0
    let high = points.map(\.1).max() ?? 0
    let begin = times.first ?? 0
    let span = max(1, (times.last ?? 0) - begin)
    var path = ""
    for (time, value) in points {
      let x = 1 + Int((time - begin) * 118 / span)
      let y = high == low ? 12 : 22 - Int(Double(value - low) / Double(high - low) * 20)
      path += "\(path.isEmpty ? "M" : "L")\(x) \(y)"
    }
    return .svg(
      "svg", Attribute("class", "spark"), Attribute("viewBox", "0 0 120 24"), Attribute("width", 120),
      Attribute("height", 24), Attribute("role", "img"), Attribute("aria-label", "\(name) over the snapshots")
    ) {
      Element.svg("title") { "\(name) over the snapshots" }
      Element.svg("desc") { "from \(Bytes(kibibytes: low).text) to \(Bytes(kibibytes: high).text)" }
      Element.svg(
        "path", Attribute("class", "line"), Attribute("d", path), Attribute("fill", "none"),
        Attribute("stroke", colour), Attribute("stroke-width", "1.5"))
    }
  }
}
