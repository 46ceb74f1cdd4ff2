import Analysis
import Comparison
import KernelMemory
import Markup

/// The courses of one counter on the job's own time: a band that holds the earlier sessions, their middle, and this session's line.
struct CourseChart {
  let dimension: Dimension
  let tonight: RunSummary
  let nights: [RunSummary]

  /// Tenths of a pixel.
  private static let (left, top, width, height) = (800, 150, 7600, 1700)

  /// The picture; nil where this session does not report the counter, or no earlier one does.
  var picture: Element? {
    let courses = nights.compactMap { night in night.counters[dimension].map(CourseChart.values) }
    guard let now = tonight.counters[dimension].map(CourseChart.values), !courses.isEmpty else { return nil }
    let places = now.indices
    let low = places.map { place in courses.map { $0[place] }.min() ?? 0 }
    let high = places.map { place in courses.map { $0[place] }.max() ?? 0 }
    let middle = places.map { place in OrderStatistics.median(courses.map { $0[place] }) }
    let axis = ByteAxis(
      min(low.min() ?? 0, now.min() ?? 0), max(high.max() ?? 0, now.max() ?? 0), top: CourseChart.top,
      height: CourseChart.height)
    let title = "\(dimension.name) while the job ran"
    return .svg(
      "svg", Attribute("viewBox", "0 0 960 220"), Attribute("width", "100%"), Attribute("role", "img"),
      Attribute("aria-label", title), Attribute("class", "chart"), Attribute("font-family", "system-ui, sans-serif"),
      Attribute("font-size", 12), Attribute("data-left", CourseChart.left / 10),
      Attribute("data-right", (CourseChart.left + CourseChart.width) / 10), Attribute("data-start", 0),
      Attribute("data-end", 1)
    ) {
      Element.svg("title") { title }
      Element.svg("desc") { description(middle, now) }
      grid(axis)
      band(low, high, axis)
      line(middle, axis, Ink.muted, "1")
      line(now, axis, dimension.colour, "2")
      labels(axis, middle.last ?? 0, now.last ?? 0)
    }
  }

  /// The level and the course together, kB.
  private static func values(_ counter: CounterSummary) -> [Double] { counter.course.map { $0 + counter.level } }

  private func description(_ middle: [Double], _ now: [Double]) -> String {
    "at the end \(Phrase.size(now.last ?? 0)), and \(Phrase.size(middle.last ?? 0)) in the middle one of "
      + (nights.count == 1 ? "1 earlier session" : "\(nights.count) earlier sessions")
  }

  private func grid(_ axis: ByteAxis) -> [Element] {
    let right = CourseChart.left + CourseChart.width
    return axis.ticks().flatMap { tick -> [Element] in
      var path = Path()
      path.point(CourseChart.left, tick.y)
      path.point(right, tick.y)
      return [
        .svg(
          "path", Attribute("class", "grid"), Attribute("d", path.text), Attribute("fill", "none"),
          Attribute("stroke", Ink.rule)),
        text(CourseChart.left - 60, tick.y + 40, tick.label, anchor: "end", Ink.muted),
      ]
    }
  }

  private func band(_ low: [Double], _ high: [Double], _ axis: ByteAxis) -> Element {
    var path = Path()
    for place in high.indices { path.point(x(place, of: high.count), axis.y(high[place])) }
    for place in low.indices.reversed() { path.point(x(place, of: low.count), axis.y(low[place])) }
    path.close()
    return .svg(
      "path", Attribute("d", path.text), Attribute("fill", Ink.muted), Attribute("fill-opacity", "0.2"))
  }

  private func line(_ values: [Double], _ axis: ByteAxis, _ colour: String, _ width: String) -> Element {
    var path = Path()
    for place in values.indices { path.point(x(place, of: values.count), axis.y(values[place])) }
    return .svg(
      "path", Attribute("class", "line"), Attribute("d", path.text), Attribute("fill", "none"),
      Attribute("stroke", colour), Attribute("stroke-width", width))
  }

  /// Names at the ends of the lines, pushed apart where they would touch; the ends of the job below.
  private func labels(_ axis: ByteAxis, _ middle: Double, _ now: Double) -> [Element] {
    let right = CourseChart.left + CourseChart.width
    var (usual, own) = (axis.y(middle), axis.y(now))
    if abs(usual - own) < 140 {
      let centre = (usual + own) / 2
      (usual, own) = now >= middle ? (centre + 70, centre - 70) : (centre - 70, centre + 70)
    }
    let foot = axis.bottom + 180
    return [
      text(right + 60, own + 40, "this session", anchor: "start", Ink.ink),
      text(right + 60, usual + 40, "usual", anchor: "start", Ink.muted),
      text(CourseChart.left, foot, "the job starts", anchor: "start", Ink.muted),
      text(right, foot, "and ends", anchor: "end", Ink.muted),
    ]
  }

  private func x(_ place: Int, of count: Int) -> Int {
    CourseChart.left + CourseChart.width * (2 * place + 1) / (2 * count)
  }

  private func text(_ x: Int, _ y: Int, _ words: String, anchor: String, _ colour: String) -> Element {
    .svg(
      "text", Attribute("x", Path.number(x)), Attribute("y", Path.number(y)), Attribute("fill", colour),
      Attribute("class", colour == Ink.ink ? "ink" : "label"),
      Attribute("text-anchor", anchor)
    ) { words }
  }
}
