import Analysis
import KernelMemory
import Markup

/// What moved, as change since the first value, on one scale: a growing small counter beside a large still one.
///
/// The span of the growth that matters most is tinted in its colour; short excursions that would flatten everything else are cut, and an
/// arrow says how large they are.
struct ChangeChart {
  /// One line.
  private struct Line {
    let name: String
    let dimension: Dimension
    /// From the first value, kB.
    let envelope: Envelope
    let last: Int64

    /// From the lowest to the highest place, kB.
    var extent: Int64 {
      let places = envelope.runs.joined()
      return (places.map(\.high).max() ?? 0) - (places.map(\.low).min() ?? 0)
    }
  }

  let frame: Frame
  let findings: Findings
  private let lines: [Line]
  private let range: ClosedRange<Int64>

  /// The names of what did not move enough to be drawn, and by how much at most; nil where all is drawn.
  let still: (names: [String], extent: Int64)?

  /// Takes the bands, and the finding that matters most where it is none of them; nil where nothing changed at all.
  init?(frame: Frame, findings: Findings, bands: Bands) {
    self.frame = frame
    self.findings = findings
    var lines = bands.bands.compactMap { band -> Line? in
      guard let first = band.column.first, let last = band.column.last else { return nil }
      let whole = band.isWhole ? frame.envelopes[band.dimension] : nil
      let envelope =
        whole ?? Envelope(band.column, times: frame.session.times, buckets: frame.buckets, axis: frame.axis)
      return Line(
        name: band.name, dimension: band.dimension, envelope: envelope.lowered(by: first), last: last - first)
    }
    if let worst = findings.worst.first, !worst.dimension.isBand, let envelope = frame.envelopes[worst.dimension],
      let numbers = worst.statistics
    {
      lines.append(
        Line(
          name: worst.dimension.name, dimension: worst.dimension, envelope: envelope.lowered(by: numbers.first),
          last: numbers.change))
    }
    let worst = findings.worst.first?.dimension
    let most = lines.map(\.extent).max() ?? 0
    guard most > 0 else { return nil }
    let (moved, rest) = (
      lines.filter { $0.extent * 25 >= most || $0.dimension == worst },
      lines.filter { !($0.extent * 25 >= most || $0.dimension == worst) }
    )
    self.lines = moved
    still = rest.isEmpty ? nil : (rest.map(\.name), rest.map(\.extent).max() ?? 0)
    range = ChangeChart.range(moved.map(\.envelope), ends: moved.map(\.last))
  }

  /// The chart.
  func picture(title: String, description: String) -> Element {
    let marks = PlacedMarks(marks, rows: 2, on: frame.axis)
    let top = max(marks.headroom, isClipped ? 270 : 0)
    // Noise must not fill the picture: it spans at least 1 MiB and a 200th of all bands together.
    let sum = Dimension.bands.compactMap { findings[$0]?.statistics?.first }.reduce(0, +)
    let missing = max(0, max(1024, sum / 200) - (range.upperBound - range.lowerBound)) / 2
    let scale = ByteAxis(
      Double(range.lowerBound - missing), Double(range.upperBound + missing), top: top, height: 1700, ticks: 4)
    return frame.picture(title, description: description, height: (scale.bottom + 260) / 10) {
      frame.grid(scale, signed: true)
      frame.plot {
        frame.gaps(top: scale.top, bottom: scale.bottom)
        growth.flatMap { frame.tint($0.from...$0.to, $0.dimension, top: scale.top, bottom: scale.bottom) }
        lines.flatMap { drawing($0, scale) }
        frame.lines(marks, top: scale.top, bottom: scale.bottom)
      }
      frame.timeTicks(bottom: scale.bottom)
      frame.names(marks, top: scale.top)
      excursions(scale)
      labels(scale)
    }
  }

  /// What a caption says.
  var caption: String {
    var text = "Change since the start, on one scale\(growth == nil ? "" : "; tinted: the growth")."
    if let still {
      let moved = still.extent == 0 ? "did not move" : "moved by \(Bytes(kibibytes: still.extent).text) at most"
      text +=
        " Not drawn, for \(still.names.count == 1 ? "it" : "they") \(moved): \(still.names.joined(separator: ", "))."
    }
    return text
  }

  /// Whether the scale leaves excursions out.
  private var isClipped: Bool { lines.contains { !excursions(of: $0).isEmpty } }

  /// The lowest and the highest change to be seen: all of them, unless a fiftieth of the places makes up more than half of the height.
  private static func range(_ envelopes: [Envelope], ends: [Int64]) -> ClosedRange<Int64> {
    var low: Int64 = 0
    var high: Int64 = 0
    var usual: (low: Int64, high: Int64) = (min(0, ends.min() ?? 0), max(0, ends.max() ?? 0))
    for envelope in envelopes {
      let places = envelope.runs.joined()
      let (lows, highs) = (places.map(\.low).sorted(), places.map(\.high).sorted())
      guard let least = lows.first, let most = highs.last else { continue }
      (low, high) = (min(low, least), max(high, most))
      let few = lows.count / 50
      (usual.low, usual.high) = (min(usual.low, lows[few]), max(usual.high, highs[highs.count - 1 - few]))
    }
    guard (usual.high - usual.low) * 2 < high - low, usual.low < usual.high else { return low...max(high, low + 1) }
    let air = (usual.high - usual.low) / 8
    return max(low, usual.low - air)...min(high, usual.high + air)
  }

  /// The growth that matters most: its dimension, and its begin and end.
  private var growth: (dimension: Dimension, from: Int64, to: Int64)? {
    guard let worst = findings.worst.first, worst.shape.isLeak, let trend = worst.shape.trend, let series = worst.series
    else { return nil }
    let shown = lines.contains { $0.dimension == worst.dimension }
    return shown ? (worst.dimension, series.times[trend.first], series.times[trend.last]) : nil
  }

  private var marks: [ChartMark] {
    let own = (findings.worst.first.map { ChartMark.events($0, frame.session, atMost: 0, least: 0, named: true) } ?? [])
    return own + ChartMark.notes(frame.session)
  }

  private func drawing(_ line: Line, _ scale: ByteAxis) -> [Element] {
    let colour = line.dimension.lineColour
    let isWorst = line.dimension == findings.worst.first?.dimension
    let path = Element.svg(
      "path", Attribute("class", "line"), Attribute("data-band", line.dimension.name),
      Attribute("d", line.envelope.line(scale).text), Attribute("fill", "none"), Attribute("stroke", colour),
      Attribute("stroke-width", isWorst ? "2.4" : "1.5"), Attribute("stroke-linejoin", "round"))
    guard line.envelope.hasExtent else { return [path] }
    let area = Element.svg(
      "path", Attribute("class", "envelope"), Attribute("data-band", line.dimension.name),
      Attribute("d", line.envelope.area(scale).text), Attribute("fill", colour), Attribute("fill-opacity", ".25"))
    return [area, path]
  }

  /// The places of a line beyond the scale, the farthest of each run of neighbours.
  private func excursions(of line: Line) -> [(x: Int, value: Int64, isUp: Bool)] {
    var found: [(x: Int, value: Int64, isUp: Bool)] = []
    for place in line.envelope.runs.joined() {
      for (value, isUp) in [(place.high, true), (place.low, false)]
      where isUp ? value > range.upperBound : value < range.lowerBound {
        if let last = found.last, last.isUp == isUp, place.x - last.x < 120 {
          if isUp ? value > last.value : value < last.value { found[found.count - 1] = (place.x, value, isUp) }
        } else {
          found.append((place.x, value, isUp))
        }
      }
    }
    return found
  }

  /// An arrow and a size for the largest of what is cut, as far as there is room.
  private func excursions(_ scale: ByteAxis) -> [Element] {
    let all = lines.flatMap { line in excursions(of: line).map { (line, $0) } }
    var taken: [(isUp: Bool, range: Range<Int>)] = []
    var elements: [Element] = []
    for (line, place) in all.sorted(by: { abs($0.1.value) > abs($1.1.value) }) {
      let label = "\(place.isUp ? "▲" : "▼") \(Bytes(kibibytes: place.value).signedText)"
      let width = PlacedMarks.width(label) + 60
      let isLeft = place.x + width > frame.axis.right
      let range = isLeft ? place.x - width..<place.x + 60 : place.x - 60..<place.x + width
      guard !taken.contains(where: { $0.isUp == place.isUp && $0.range.overlaps(range) }) else { continue }
      taken.append((place.isUp, range))
      elements.append(
        .svg(
          "text", Attribute("class", "excursion"), Attribute("data-band", line.dimension.name),
          Attribute("x", Path.number(place.x + (isLeft ? 40 : -40))),
          Attribute("y", Path.number(place.isUp ? scale.top + 110 : scale.bottom - 40)),
          Attribute("fill", line.dimension.lineColour), Attribute("font-size", 11), Attribute("font-weight", "bold"),
          Attribute("text-anchor", isLeft ? "end" : "start")
        ) { label })
    }
    return elements
  }

  private func labels(_ scale: ByteAxis) -> [Element] {
    let labels = lines.map { line in
      DirectLabels.Label(
        name: line.name, value: Bytes(kibibytes: line.last).signedText, dimension: line.dimension,
        y: scale.y(Double(line.last)))
    }
    return DirectLabels(labels: labels, x: frame.axis.right + 100, top: scale.top, bottom: scale.bottom + 100).elements
  }
}
