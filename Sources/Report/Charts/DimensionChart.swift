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
    let marks = ChartMark.events(finding, atMost: 6, least: Double(high - low) / 12) + notes
    let top = frame.headroom(marks, rows: 2)
    let scale = DimensionChart.scale(Double(low), Double(high), top: top, height: height)
    return frame.picture(title, description: description, height: (top + height) / 10 + 26, scale: scale) {
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
        "path", Attribute("class", "line"), Attribute("data-name", finding.dimension.name),
        Attribute("d", envelope.line(scale).text), Attribute("fill", "none"), Attribute("stroke", colour),
        Attribute("stroke-width", "1.6"), Attribute("stroke-linejoin", "round")))
    return elements
  }

  /// The trend as a dashed line, with the wedge that its 95 % interval spans; it starts anew at each step inside its segment.
  private func trend(_ scale: ByteAxis) -> [Element] {
    guard let trend = finding.shape.tellingTrend, let series = finding.series, trend.last > trend.first
    else {
      return []
    }
    let isBad = finding.shape.isLeak && finding.verdict >= .watch
    let colour = isBad ? Ink.problem : Ink.muted
    var wedge = Path()
    var line = Path()
    for piece in pieces(trend) where piece.count > 1 {
      let left = frame.axis.x(series.times[piece.lowerBound])
      let right = frame.axis.x(series.times[piece.upperBound])
      let half = Double(series.times[piece.upperBound] - series.times[piece.lowerBound]) / 7_200_000
      let middle = center(piece, series, trend.slope)
      wedge.lift()
      wedge.point(left, scale.y(middle - trend.low * half))
      wedge.point(left, scale.y(middle - trend.high * half))
      wedge.point(right, scale.y(middle + trend.low * half))
      wedge.point(right, scale.y(middle + trend.high * half))
      wedge.close()
      line.lift()
      line.point(left, scale.y(middle - trend.slope * half))
      line.point(right, scale.y(middle + trend.slope * half))
    }
    return [
      .svg(
        "path", Attribute("class", isBad ? "wedge problem" : "wedge"), Attribute("d", wedge.text),
        Attribute("fill", colour), Attribute("fill-opacity", ".15")),
      .svg(
        "path", Attribute("class", isBad ? "trend problem" : "trend"), Attribute("d", line.text),
        Attribute("stroke", colour), Attribute("stroke-width", "1.4"), Attribute("stroke-dasharray", "6 4"),
        Attribute("fill", "none")),
    ]
  }

  private func pieces(_ trend: Trend) -> [ClosedRange<Int>] {
    let steps = finding.shape.events.filter { $0.kind == .stepUp || $0.kind == .stepDown }.map(\.index)
    let cuts = [trend.first] + steps.filter { $0 > trend.first && $0 <= trend.last }.sorted() + [trend.last + 1]
    return zip(cuts, cuts.dropFirst()).filter { $0 < $1 }.map { $0...($1 - 1) }
  }

  /// The height of the line at the middle of a piece: the median of the values with the slope taken out.
  private func center(_ piece: ClosedRange<Int>, _ series: Series, _ slope: Double) -> Double {
    let middle = Double(series.times[piece.lowerBound] + series.times[piece.upperBound]) / 2
    // A few thousand values are enough for a median.
    let flat = stride(from: piece.lowerBound, through: piece.upperBound, by: max(1, piece.count / 4096)).map {
      Double(series.values[$0]) - slope * (Double(series.times[$0]) - middle) / 3_600_000
    }.sorted()
    return flat[flat.count / 2]
  }

  private func label(_ column: Column, _ scale: ByteAxis) -> [Element] {
    guard let last = column.last else { return [] }
    let label = DirectLabels.Label(
      name: finding.dimension.name, value: Bytes(kibibytes: last).text, colour: finding.dimension.colour,
      y: scale.y(Double(last)))
    return DirectLabels(labels: [label], x: frame.axis.right + 100, top: scale.top, bottom: scale.bottom).elements
  }
}
