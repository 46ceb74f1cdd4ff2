/// Colours of the light theme, as presentation attributes; the style sheet recolours them by class in the dark.
enum Ink {
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
