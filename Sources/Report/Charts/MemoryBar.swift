import KernelMemory
import Markup

/// All of RAM as one thin bar: a part of its width for each part of the memory.
struct MemoryBar {
  let map: MemoryMap

  /// Parts that are thinner than a pixel are drawn with one, at the cost of what is free or else the largest.
  var picture: Element {
    let least = 10
    let total = Frame.width * 10
    var widths = map.parts.map { max(least, Int(Double($0.kibibytes) / Double(max(1, map.whole)) * Double(total))) }
    if let largest = map.parts.indices.max(by: { widths[$0] < widths[$1] }) {
      widths[largest] += total - widths.reduce(0, +)
    }
    var x = 0
    let parts = zip(map.parts, widths).map { part, width -> Element in
      defer { x += width }
      return .svg(
        "rect", Attribute("class", part.key), Attribute("x", Path.number(x)), Attribute("y", 1),
        Attribute("width", Path.number(width)), Attribute("height", 14), Attribute("fill", MemoryBar.colour(part)))
    }
    let edges = Element.svg(
      "rect", Attribute("class", "edge"), Attribute("x", ".5"), Attribute("y", ".5"),
      Attribute("width", Frame.width - 1), Attribute("height", 15), Attribute("fill", "none"),
      Attribute("stroke", Ink.muted))
    return .svg(
      "svg", Attribute("class", "bar"), Attribute("viewBox", "0 0 \(Frame.width) 16"), Attribute("width", "100%"),
      Attribute("height", 16), Attribute("preserveAspectRatio", "none"), Attribute("role", "img"),
      Attribute("aria-label", "Where all of RAM is at the end")
    ) {
      Element.svg("title") { "Where all of RAM is at the end" }
      Element.svg("desc") { "The sizes stand below." }
      parts
      edges
    }
  }

  /// The colour of a part: tones of grey that stand out from both papers, but for the five and for what nothing names.
  static func colour(_ part: MemoryMap.Part) -> String {
    if let dimension = part.dimension { return dimension.lineColour }
    return switch part.key {
    case "rest": "#b5594c"
    case "processes": "#59636e"
    case "huge": "#6f6a8f"
    case "cache": "#858f99"
    default: "none"
    }
  }
}
