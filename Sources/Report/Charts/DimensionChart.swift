import Analysis
import KernelMemory
import Markup

/// One dimension on its own scale: line, min–max envelope, trend with its interval, and the events that name themselves.
struct DimensionChart {
  let frame: Frame
  let finding: Finding
  /// Moments of the session beside the dimension's own events.
  let notes: [ChartMark]
  var height = 1500

  /// The chart, or nil where the session has no values.
  func picture(title: String, description: String) -> Element? {
    guard let column = frame.session.column(finding.dimension.name), column.first != nil else { return nil }
    let envelope = Envelope(column, times: frame.session.times, buckets: frame.buckets, axis: frame.axis)
    let places = envelope.runs.joined()
    guard let low = places.map(\.low).min(), let high = places.map(\.high).max() else { return nil }
    let marks = ChartMark.events(finding, atMost: 6) + notes
    let top = frame.headroom(marks, rows: 2)
    let scale = DimensionChart.scale(Double(low), Double(high), top: top, height: height)
    return frame.picture(title, description: description, height: (top + height) / 10 + 26) {
      frame.gaps(top: top, bottom: scale.bottom)
      frame.grid(scale)
      drawing(envelope, scale)
      trend(scale)
      frame.timeTicks(bottom: scale.bottom)
      frame.marks(marks, top: top, bottom: scale.bottom, rows: 2)
      label(column, scale)
    }
  }

  /// A scale that does not blow up noise: it spans at least 4 % of the value and 256 KiB, so that a flat line looks flat.
  static func scale(_ low: Double, _ high: Double, top: Int, height: Int) -> ByteAxis {
    let least = max(256, high * 0.04)
    let missing = max(0, least - (high - low)) / 2
    return ByteAxis(max(0, low - missing), high + missing, top: top, height: height, ticks: max(2, height / 350))
  }

  private func drawing(_ envelope: Envelope, _ scale: ByteAxis) -> [Element] {
    let colour = finding.dimension.colour
    var elements: [Element] = []
    if envelope.hasExtent {
      elements.append(
        .svg(
          "path", Attribute("class", "envelope"), Attribute("d", envelope.area(scale).text),
          Attribute("fill", colour), Attribute("fill-opacity", ".3"), Attribute("stroke", colour),
          Attribute("stroke-opacity", ".5"), Attribute("stroke-width", ".7")))
    }
    elements.append(
      .svg(
        "path", Attribute("class", "line"), Attribute("d", envelope.line(scale).text), Attribute("fill", "none"),
        Attribute("stroke", colour), Attribute("stroke-width", "1.6"), Attribute("stroke-linejoin", "round")))
    return elements
  }

  /// The trend as a dashed line inside the wedge that its 95 % interval spans around the segment's middle.
  private func trend(_ scale: ByteAxis) -> [Element] {
    guard let trend = finding.shape.trend, let series = finding.series, trend.isSignificant, trend.last > trend.first
    else {
      return []
    }
    let from = series.times[trend.first]
    let to = series.times[trend.last]
    let hours = Double(to - from) / 3_600_000
    let middle = trend.level + trend.slope * hours / 2
    func y(_ slope: Double, _ side: Double) -> Int { scale.y(middle + slope * hours / 2 * side) }
    let left = frame.axis.x(from)
    let right = frame.axis.x(to)
    let isBad = finding.shape.isLeak && finding.verdict >= .watch
    let colour = isBad ? Ink.problem : Ink.muted
    var wedge = Path()
    for (x, y) in [
      (left, y(trend.low, -1)), (left, y(trend.high, -1)), (right, y(trend.low, 1)), (right, y(trend.high, 1)),
    ] {
      wedge.point(x, y)
    }
    wedge.close()
    return [
      .svg(
        "path", Attribute("class", isBad ? "wedge problem" : "wedge"), Attribute("d", wedge.text),
        Attribute("fill", colour), Attribute("fill-opacity", ".15")),
      .svg(
        "path", Attribute("class", isBad ? "trend problem" : "trend"),
        Attribute(
          "d",
          "M\(Path.number(left)) \(Path.number(y(trend.slope, -1)))L\(Path.number(right)) \(Path.number(y(trend.slope, 1)))"
        ),
        Attribute("stroke", colour), Attribute("stroke-width", "1.4"), Attribute("stroke-dasharray", "6 4"),
        Attribute("fill", "none")),
    ]
  }

  private func label(_ column: Column, _ scale: ByteAxis) -> [Element] {
    guard let last = column.last else { return [] }
    let label = DirectLabels.Label(
      name: finding.dimension.name, value: Bytes(kibibytes: last).text, colour: finding.dimension.colour,
      y: scale.y(Double(last)))
    return DirectLabels(labels: [label], x: frame.axis.right + 100, top: scale.top, bottom: scale.bottom).elements
  }
}
