import KernelMemory
import Markup

/// What all charts of a report share: width, margins, the time axis, gaps and marks.
struct Frame {
  /// Width of the picture in pixels of its own coordinates.
  static let width = 960

  let session: Session
  let axis: TimeAxis
  let buckets: Buckets
  let gaps: ChartGaps
  /// Of the dimensions that the session has.
  let envelopes: [Dimension: Envelope]

  init(_ session: Session) {
    self.session = session
    let axis = TimeAxis(session.times, left: 700, width: 6700)
    let buckets = Buckets(session, on: axis)
    var envelopes: [Dimension: Envelope] = [:]
    for dimension in Dimension.allCases {
      guard let column = session.column(dimension.name), column.first != nil else { continue }
      envelopes[dimension] = Envelope(column, times: session.times, buckets: buckets, axis: axis)
    }
    self.envelopes = envelopes
    self.axis = axis
    self.buckets = buckets
    gaps = ChartGaps(session, on: axis)
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

  /// What stretches along the time axis: the script zooms into this group and cuts it at the plot's edges.
  func plot(@ContentBuilder parts: () -> [Node]) -> Element { group("plot", parts()) }

  /// Grey bands over time that was not recorded, as one path.
  func gaps(top: Int, bottom: Int) -> Element? {
    var path = Path()
    for columns in gaps.columns {
      path.point(columns.lowerBound, top)
      path.point(columns.upperBound, top)
      path.point(columns.upperBound, bottom)
      path.point(columns.lowerBound, bottom)
      path.close()
    }
    guard !path.isEmpty else { return nil }
    return .svg("path", Attribute("class", "gap"), Attribute("d", path.text), Attribute("fill", Ink.gap))
  }

  /// A light shade of a dimension's colour over a span of time; nil where that is no pixel wide.
  func tint(_ span: ClosedRange<Int64>, _ dimension: Dimension, top: Int, bottom: Int) -> Element? {
    let (left, right) = (axis.x(span.lowerBound), axis.x(span.upperBound))
    guard left < right else { return nil }
    return .svg(
      "rect", Attribute("class", "tint"), Attribute("x", Path.number(left)), Attribute("y", Path.number(top)),
      Attribute("width", Path.number(right - left)), Attribute("height", Path.number(bottom - top)),
      Attribute("fill", dimension.colour), Attribute("fill-opacity", ".12"))
  }

  /// The labelled ticks of the time axis below a plot, and its zone.
  func timeTicks(bottom: Int) -> Element {
    group(
      "time",
      [.element(text("UTC", x: 300, y: bottom + 170, anchor: "end"))]
        + axis.ticks.flatMap { tick -> [Node] in
          [
            .element(line(tick.x, bottom, tick.x, bottom + 40, "rule", Ink.rule)),
            .element(text(tick.label, x: tick.x, y: bottom + 170, anchor: "middle")),
          ]
        })
  }

  /// Horizontal grid lines with their values at the left.
  func grid(_ scale: ByteAxis, signed: Bool = false) -> Element {
    group(
      "grid",
      scale.ticks(signed: signed).flatMap { tick -> [Node] in
        [
          .element(line(axis.left, tick.y, axis.right, tick.y, "rule", Ink.rule)),
          .element(text(tick.label, x: axis.left - 80, y: tick.y + 40, anchor: "end")),
        ]
      })
  }

  /// Vertical lines at moments: those with a name reach up to it, the others are one path a kind.
  func lines(_ marks: PlacedMarks, top: Int, bottom: Int) -> [Element] {
    // The worst last, on top of the others.
    marks.named.reversed().map { place in
      let name = top - (place.row + 1) * 150
      let end = place.mark.isAbove ? top : bottom
      return dashes(place.mark.kind, "M\(Path.number(place.x)) \(Path.number(name))V\(Path.number(end))")
    }.flatMap { [casing($0), $0] }
      + ChartMark.Kind.allCases.compactMap { kind in
        let places = marks.unnamed.filter { $0.kind == kind && !$0.isAbove }.map { axis.x($0.time) / 10 }
        guard !places.isEmpty else { return nil }
        // One line a pixel is all that can be seen.
        let columns = Set(places).sorted().map { "M\($0) \(Path.number(top))V\(Path.number(bottom))" }
        var line = dashes(kind, columns.joined())
        line.attributes.append(Attribute("stroke-opacity", ".6"))
        return line
      }
  }

  /// A wider line of paper under a mark, so that it is seen on any band.
  private func casing(_ line: Element) -> Element {
    .svg(
      "path", Attribute("class", "casing"), Attribute("d", line["d"] ?? ""), Attribute("stroke", Ink.paper),
      Attribute("stroke-width", 3), Attribute("fill", "none"))
  }

  private func dashes(_ kind: ChartMark.Kind, _ path: String) -> Element {
    .svg(
      "path", Attribute("class", "mark \(kind.rawValue)"), Attribute("d", path), Attribute("stroke", kind.colour),
      Attribute("stroke-width", 1), Attribute("stroke-dasharray", "3 2"), Attribute("fill", "none"))
  }

  /// The names of moments above the plot, and the lengths of gaps where there is room.
  func names(_ marks: PlacedMarks, top: Int) -> Element {
    let gaps = gaps.wide.map { gap in
      text(gap.label, x: (gap.left + gap.right) / 2, y: top + 140, anchor: "middle")
    }
    let names = marks.named.map { place in
      Element.svg(
        "text", Attribute("class", "mark-name \(place.mark.kind.rawValue)"),
        Attribute("x", Path.number(place.isLeft ? place.x - 40 : place.x + 40)),
        Attribute("y", Path.number(top - place.row * 150 - 50)), Attribute("fill", place.mark.kind.colour),
        Attribute("font-size", 11), Attribute("text-anchor", place.isLeft ? "end" : "start")
      ) { place.mark.label }
    }
    return group("names", (gaps + names).map(Node.element))
  }

  private func group(_ name: String, _ children: [Node]) -> Element {
    Element("g", in: .svg, [Attribute("class", name)], children: children)
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
