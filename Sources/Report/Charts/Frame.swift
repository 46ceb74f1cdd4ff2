import KernelMemory
import Markup

/// What all charts of a report share: width, margins, the time axis, gaps and marks.
struct Frame {
  /// Width of the picture in pixels of its own coordinates.
  static let width = 960

  let session: Session
  let axis: TimeAxis
  let buckets: Buckets

  init(_ session: Session) {
    self.session = session
    axis = TimeAxis(session.times, left: 700, width: 6900)
    buckets = Buckets(session, on: axis)
  }

  /// The `svg` element around a chart's parts; with a scale, the script can read values off its lines.
  func picture(
    _ title: String, description: String, height: Int, scale: ByteAxis? = nil, @ContentBuilder parts: () -> [Node]
  ) -> Element {
    var attributes = [
      Attribute("viewBox", "0 0 \(Frame.width) \(height)"), Attribute("width", "100%"), Attribute("role", "img"),
      Attribute("aria-label", title), Attribute("class", "chart"), Attribute("font-family", "system-ui, sans-serif"),
      Attribute("font-size", 12), Attribute("data-left", axis.left / 10), Attribute("data-right", axis.right / 10),
      Attribute("data-start", String(axis.range.lowerBound)), Attribute("data-end", String(axis.range.upperBound)),
    ]
    if let scale {
      attributes += [
        Attribute("data-top", scale.top / 10), Attribute("data-bottom", scale.bottom / 10),
        Attribute("data-low", Int(scale.range.lowerBound)), Attribute("data-high", Int(scale.range.upperBound)),
      ]
    }
    let names = [Element.svg("title") { title }, Element.svg("desc") { description }]
    return Element("svg", in: .svg, attributes, children: names.map(Node.element) + parts())
  }

  /// Grey bands over time that was not recorded, and their length where there is room for it.
  func gaps(top: Int, bottom: Int) -> [Element] {
    let runs = session.runs
    return zip(runs, runs.dropFirst()).flatMap { before, after -> [Element] in
      let from = session.times[before.upperBound - 1]
      let to = session.times[after.lowerBound]
      let left = axis.x(from)
      let width = max(axis.x(to) - left, 10)
      let band = Element.svg(
        "rect", Attribute("class", "gap"), Attribute("x", Path.number(left)), Attribute("y", Path.number(top)),
        Attribute("width", Path.number(width)), Attribute("height", Path.number(bottom - top)),
        Attribute("fill", Ink.gap))
      guard width > 700 else { return [band] }
      let label = "no data, \(CivilTime.duration(milliseconds: to - from))"
      return [band, text(label, x: left + width / 2, y: top + 140, anchor: "middle")]
    }
  }

  /// The labelled ticks of the time axis below a plot.
  func timeTicks(bottom: Int) -> [Element] {
    axis.ticks.flatMap { tick in
      [
        line(tick.x, bottom, tick.x, bottom + 40, "rule", Ink.rule),
        text(tick.label, x: tick.x, y: bottom + 170, anchor: "middle"),
      ]
    }
  }

  /// Horizontal grid lines with their values at the left.
  func grid(_ scale: ByteAxis, signed: Bool = false) -> [Element] {
    scale.ticks(signed: signed).flatMap { tick in
      [
        line(axis.left, tick.y, axis.right, tick.y, "rule", Ink.rule),
        text(tick.label, x: axis.left - 80, y: tick.y + 40, anchor: "end"),
      ]
    }
  }

  /// How much room above a plot the names of marks need, tenths of a pixel.
  func headroom(_ marks: [ChartMark], rows: Int) -> Int {
    let used = placed(marks, rows: rows).compactMap(\.row).max().map { $0 + 1 } ?? 0
    return 120 + used * 150
  }

  /// Vertical lines with their names above the plot; a name without room is left to the table of events.
  func marks(_ marks: [ChartMark], top: Int, bottom: Int, rows: Int) -> [Element] {
    placed(marks, rows: rows).flatMap { place -> [Element] in
      let mark = place.mark
      let lineTop = top - (place.row.map { ($0 + 1) * 150 } ?? 0)
      let dashes = Element.svg(
        "path", Attribute("class", "mark \(mark.kind.rawValue)"),
        Attribute("d", "M\(Path.number(place.x)) \(Path.number(lineTop))V\(Path.number(bottom))"),
        Attribute("stroke", mark.colour), Attribute("stroke-width", 1), Attribute("stroke-dasharray", "3 2"),
        Attribute("fill", "none"))
      guard let row = place.row else { return [dashes] }
      let name = Element.svg(
        "text", Attribute("class", "mark-name \(mark.kind.rawValue)"),
        Attribute("x", Path.number(place.isLeft ? place.x - 40 : place.x + 40)),
        Attribute("y", Path.number(top - row * 150 - 50)), Attribute("fill", mark.colour), Attribute("font-size", 11),
        Attribute("text-anchor", place.isLeft ? "end" : "start")
      ) { mark.label }
      return [dashes, name]
    }
  }

  /// A mark with its place, and the row of its name, from the plot upwards.
  private struct PlacedMark {
    let mark: ChartMark
    let x: Int
    let isLeft: Bool
    let row: Int?
  }

  /// Gives each mark the lowest row in which its name has room.
  private func placed(_ marks: [ChartMark], rows: Int) -> [PlacedMark] {
    var ends = [Int](repeating: 0, count: max(rows, 1))
    return marks.sorted { $0.time < $1.time }.map { mark in
      let x = axis.x(mark.time)
      let width = mark.label.count * 62
      let isLeft = x + width > axis.right + 1500
      let start = isLeft ? x - width - 40 : x + 40
      let row = ends.indices.first { ends[$0] < start }
      if let row { ends[row] = start + width }
      return PlacedMark(mark: mark, x: x, isLeft: isLeft, row: row)
    }
  }

  func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, _ name: String, _ colour: String) -> Element {
    .svg(
      "path", Attribute("class", name),
      Attribute("d", "M\(Path.number(x1)) \(Path.number(y1))L\(Path.number(x2)) \(Path.number(y2))"),
      Attribute("stroke", colour), Attribute("fill", "none"))
  }

  func text(_ text: String, x: Int, y: Int, anchor: String) -> Element {
    .svg(
      "text", Attribute("class", "label"), Attribute("x", Path.number(x)), Attribute("y", Path.number(y)),
      Attribute("fill", Ink.muted), Attribute("text-anchor", anchor)
    ) { text }
  }
}
