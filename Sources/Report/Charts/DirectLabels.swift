import KernelMemory
import Markup

/// Names and last values at the right edge of a chart, moved apart where they would overlap.
struct DirectLabels {
  /// One label.
  struct Label {
    let name: String
    let value: String
    let colour: String
    /// Where the line ends, tenths of a pixel.
    let y: Int
  }

  let labels: [Label]
  let x: Int
  let top: Int
  let bottom: Int

  /// The labels with their key squares.
  var elements: [Element] {
    zip(labels.sorted { $0.y < $1.y }, places).flatMap { label, y -> [Element] in
      [
        .svg(
          "rect", Attribute("x", Path.number(x)), Attribute("y", Path.number(y - 45)), Attribute("width", 9),
          Attribute("height", 9), Attribute("fill", label.colour)),
        .svg(
          "text", Attribute("class", "ink"), Attribute("x", Path.number(x + 140)), Attribute("y", Path.number(y + 40)),
          Attribute("fill", Ink.ink)
        ) {
          Element.svg("tspan", Attribute("font-weight", "bold")) { label.name }
          Element.svg("tspan", Attribute("class", "label"), Attribute("dx", 6), Attribute("fill", Ink.muted)) {
            label.value
          }
        },
      ]
    }
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
