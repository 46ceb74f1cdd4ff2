import Analysis
import KernelMemory
import Markup

/// The trend as a dashed line, with the wedge that its 95 % interval spans; it starts anew at each step inside its segment.
struct TrendLine {
  let finding: Finding
  let axis: TimeAxis

  /// Wedge and line; none where no one slope is certain.
  func elements(_ scale: ByteAxis) -> [Element] {
    guard let trend = finding.shape.tellingTrend, let series = finding.series, trend.last > trend.first
    else {
      return []
    }
    let isBad = finding.shape.isLeak && finding.verdict >= .watch
    let colour = isBad ? Ink.problem : Ink.muted
    var wedge = Path()
    var line = Path()
    for piece in pieces(trend) where piece.count > 1 {
      let left = axis.x(series.times[piece.lowerBound])
      let right = axis.x(series.times[piece.upperBound])
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
    return (flat[(flat.count - 1) / 2] + flat[flat.count / 2]) / 2
  }
}
