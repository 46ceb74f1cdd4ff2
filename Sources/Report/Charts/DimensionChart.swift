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
    guard let column = frame.session.column(finding.dimension.name),
      let envelope = frame.envelopes[finding.dimension]
    else { return nil }
    let places = envelope.runs.joined()
    guard let low = places.map(\.low).min(), let high = places.map(\.high).max() else { return nil }
    let marks = marks(low, high)
    let top = marks.headroom
    let scale = DimensionChart.scale(Double(low), Double(high), top: top, height: height)
    return frame.picture(title, description: description, height: (top + height) / 10 + 26, scale: scale) {
      frame.grid(scale)
      frame.plot {
        frame.gaps(top: top, bottom: scale.bottom)
        growth.flatMap { frame.tint($0, finding.dimension, top: top, bottom: scale.bottom) }
        drawing(envelope, scale)
        TrendLine(finding: finding, axis: frame.axis).elements(scale)
        frame.lines(marks, top: top, bottom: scale.bottom)
      }
      frame.timeTicks(bottom: scale.bottom)
      frame.names(marks, top: top)
      label(column, scale)
    }
  }

  /// Whether the axis begins above zero.
  var isCut: Bool {
    finding.statistics.map {
      DimensionChart.scale(Double($0.min), Double($0.max), top: 0, height: height).range.lowerBound > 0
    } ?? false
  }

  /// What a caption says beside the name of the picture.
  var remarks: [String] {
    guard let numbers = finding.statistics else { return [] }
    let tint = growth == nil ? nil : "Tinted: the growth."
    return [tint, marks(numbers.min, numbers.max).remark].compactMap(\.self)
  }

  /// The span of a growth that goes on.
  private var growth: ClosedRange<Int64>? {
    guard finding.shape.isLeak, let trend = finding.shape.trend, let series = finding.series else { return nil }
    return series.times[trend.first]...series.times[trend.last]
  }

  /// Events too small to be seen in the chart are left to the table.
  private func marks(_ low: Int64, _ high: Int64) -> PlacedMarks {
    let events = ChartMark.events(finding, frame.session, atMost: 6, least: Double(high - low) / 12)
    return PlacedMarks(events + notes + frame.gaps.marks, rows: 3, on: frame.axis)
  }

  /// A scale that does not blow up noise: it spans at least 4 % of the value and 256 KiB, so that a flat line looks flat.
  static func scale(_ low: Double, _ high: Double, top: Int, height: Int) -> ByteAxis {
    let least = max(256, high * 0.04)
    let missing = max(0, least - (high - low)) / 2
    return ByteAxis(max(0, low - missing), high + missing, top: top, height: height, ticks: max(3, height / 350))
  }

  private func drawing(_ envelope: Envelope, _ scale: ByteAxis) -> [Element] {
    let colour = finding.dimension.lineColour
    var elements: [Element] = []
    if envelope.hasExtent {
      elements.append(
        .svg(
          "path", Attribute("class", "envelope"), Attribute("d", envelope.area(scale).text),
          Attribute("fill", colour), Attribute("fill-opacity", ".3"), Attribute("stroke", colour),
          Attribute("stroke-opacity", ".8"), Attribute("stroke-width", ".7")))
    }
    elements.append(
      .svg(
        "path", Attribute("class", "line"), Attribute("data-name", finding.dimension.name),
        Attribute("d", envelope.line(scale).text), Attribute("fill", "none"), Attribute("stroke", colour),
        Attribute("stroke-width", "1.6"), Attribute("stroke-linejoin", "round")))
    return elements
  }

  private func label(_ column: Column, _ scale: ByteAxis) -> [Element] {
    guard let last = column.last else { return [] }
    let label = DirectLabels.Label(
      name: finding.dimension.name, value: Bytes(kibibytes: last).text, dimension: finding.dimension,
      y: scale.y(Double(last)), notes: Exhaustion(finding, frame.session)?.lines ?? [])
    return DirectLabels(labels: [label], x: frame.axis.right + 100, top: scale.top, bottom: scale.bottom).elements
  }
}
