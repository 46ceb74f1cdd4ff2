import Analysis
import KernelMemory
import Markup

/// The regimes of a series, told apart by a light shade behind every second one.
struct Segments {
  let finding: Finding
  let axis: TimeAxis

  /// More than so many would be a pattern of stripes and tell nothing.
  private static let limit = 24

  /// Whether there is anything to shade.
  var isDrawn: Bool { (1...Segments.limit).contains(finding.shape.changePoints.count) && finding.series != nil }

  /// A path for all shaded regimes: the second, the fourth and so on.
  func shading(top: Int, bottom: Int) -> Element? {
    guard isDrawn, let series = finding.series, let last = series.times.last else { return nil }
    let cuts = finding.shape.changePoints.map { axis.x(series.times[$0]) } + [axis.x(last)]
    var path = Path()
    for index in stride(from: 0, to: cuts.count - 1, by: 2) {
      path.point(cuts[index], top)
      path.point(cuts[index + 1], top)
      path.point(cuts[index + 1], bottom)
      path.point(cuts[index], bottom)
      path.close()
    }
    return .svg(
      "path", Attribute("class", "segment"), Attribute("d", path.text), Attribute("fill", Ink.muted),
      Attribute("fill-opacity", ".08"))
  }
}
