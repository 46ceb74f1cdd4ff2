import KernelMemory
import Markup

/// Names and last values at the right edge of a chart, moved apart where they would overlap.
struct DirectLabels {
  /// One label.
  struct Label {
    let name: String
    let value: String
    let dimension: Dimension
    /// Where the line ends, tenths of a pixel.
    let y: Int
    /// Lines of small text; only for a label that stands alone.
    var notes: [String] = []
  }

  let labels: [Label]
  let x: Int
  let top: Int
  let bottom: Int

  /// The labels with their key squares, each led to from the end of its line, so that the colour is not needed to find it.
  var elements: [Element] {
    zip(labels.sorted { $0.y < $1.y }, places).map { label, y -> Element in
      .svg("g", Attribute("class", "direct"), Attribute("data-band", label.dimension.name)) {
        Element.svg(
          "path", Attribute("class", "leader"),
          Attribute("d", "M\(Path.number(x - 95)) \(Path.number(label.y))L\(Path.number(x)) \(Path.number(y))"),
          Attribute("stroke", label.dimension.lineColour), Attribute("fill", "none"))
        Element.svg(
          "rect", Attribute("x", Path.number(x)), Attribute("y", Path.number(y - 45)), Attribute("width", 9),
          Attribute("height", 9), Attribute("fill", label.dimension.colour),
          Attribute("stroke", label.dimension.lineColour))
        Element.svg(
          "text", Attribute("class", "ink"), Attribute("x", Path.number(x + 140)), Attribute("y", Path.number(y + 40)),
          Attribute("fill", Ink.ink)
        ) {
          Element.svg("tspan", Attribute("font-weight", "bold")) { label.name }
          Element.svg("tspan", Attribute("class", "label"), Attribute("dx", 6), Attribute("fill", Ink.muted)) {
            label.value
          }
        }
        for (index, note) in label.notes.enumerated() {
          Element.svg(
            "text", Attribute("class", "label"), Attribute("x", Path.number(x + 140)),
            Attribute("y", Path.number(noteTop(y, label.notes.count) + index * 150)), Attribute("fill", Ink.muted),
            Attribute("font-size", 11)
          ) { note }
        }
      }
    }
  }

  /// The first note's base line: under the label, or above it where the plot ends.
  private func noteTop(_ y: Int, _ count: Int) -> Int {
    y + 40 + count * 150 > bottom + 60 ? y + 40 - count * 150 : y + 190
  }

  /// Places from the top down, at least one line apart: pushed down first, then back up from the bottom.
  private var places: [Int] {
    let distance = 160
    var places = labels.map(\.y).sorted()
    for index in places.indices {
      let least = index == 0 ? top : places[index - 1] + distance
      places[index] = max(places[index], least)
    }
    for index in places.indices.reversed() {
      let most = index == places.count - 1 ? bottom : places[index + 1] - distance
      places[index] = min(places[index], most)
    }
    return places
  }
}
