import KernelMemory
import Markup

/// A word-sized picture of one dimension over the whole session: lows and highs of about a hundred places.
struct Sparkline {
  let frame: Frame
  let dimension: Dimension
  let envelope: Envelope

  /// The picture.
  var picture: Element {
    let axis = TimeAxis(frame.session.times, left: 10, width: 1180)
    let envelope = envelope.narrowed(from: frame.axis, to: axis)
    let places = envelope.runs.joined()
    let low = Double(places.map(\.low).min() ?? 0)
    let high = Double(places.map(\.high).max() ?? 0)
    let scale = DimensionChart.scale(low, high, top: 20, height: 200)
    return .svg(
      "svg", Attribute("class", "spark"), Attribute("viewBox", "0 0 120 24"), Attribute("width", 120),
      Attribute("height", 24), Attribute("role", "img"), Attribute("aria-label", "\(dimension.name) over the session")
    ) {
      Element.svg("title") { "\(dimension.name) over the session" }
      Element.svg("desc") { "from \(Bytes(kibibytes: Int64(low)).text) to \(Bytes(kibibytes: Int64(high)).text)" }
      if envelope.hasExtent {
        Element.svg(
          "path", Attribute("d", envelope.area(scale).text), Attribute("fill", dimension.lineColour),
          Attribute("fill-opacity", ".4"))
      }
      Element.svg(
        "path", Attribute("class", "line"), Attribute("d", envelope.line(scale).text), Attribute("fill", "none"),
        Attribute("stroke", dimension.lineColour), Attribute("stroke-width", "1.5"))
    }
  }
}
