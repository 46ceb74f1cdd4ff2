import Markup

extension Node {
  /// The element; nil for text.
  var element: Element? {
    if case .element(let element) = self { element } else { nil }
  }
}

extension String {
  /// The text with each run of white space as one blank, as a browser shows it.
  var collapsed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
