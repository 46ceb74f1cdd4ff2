import KernelMemory

/// Colours of the light theme, as presentation attributes; the style sheet recolours them by class in the dark.
enum Ink {
  /// The page itself.
  static let paper = "#ffffff"
  /// Headings and values.
  static let ink = "#1b1f24"
  /// Labels of axes.
  static let muted = "#59636e"
  /// Grid lines.
  static let rule = "#d8dee4"
  /// Bad news: trend of a leak.
  static let problem = "#cf222e"
  /// Marks that name an event.
  static let watch = "#9a6700"
  /// Time that was not recorded.
  static let gap = "#eaeef2"
}

extension Dimension {
  /// The colour of a line: that of the dimension, darker where it would not stand out by 3:1 from white paper, and never so dark that
  /// it would not from the dark theme's (WCAG 2.2, 1.4.11).
  var lineColour: String {
    switch self {
    case .vmallocUsed: "#2B86BC"
    case .pageTables: "#B37B00"
    case .percpu: "#B25A8B"
    case .slab, .sReclaimable, .sUnreclaim, .kernelStack, .memAvailable: colour
    }
  }
}
