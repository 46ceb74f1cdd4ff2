import Analysis

/// How a report is set as plain text.
package struct TextStyle: Sendable, Hashable {
  /// Columns of the screen that may be used, from 40 to 120.
  package let width: Int
  /// Whether verdicts are coloured by escape sequences (ECMA-48, SGR); without, there is no control character but line feeds.
  package let isColoured: Bool

  /// Makes a style; the width is brought between 40 and 120.
  package init(width: Int, isColoured: Bool) {
    self.width = min(120, max(40, width))
    self.isColoured = isColoured
  }

  /// The text in the colour of a verdict.
  func colour(_ text: String, _ verdict: Verdict) -> String {
    let code =
      switch verdict {
      case .unknown: "1"
      case .normal: "32"
      case .watch: "1;33"
      case .problem: "1;31"
      }
    return isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }

  /// The text in bold.
  func strong(_ text: String) -> String { isColoured ? "\u{1b}[1m\(text)\u{1b}[0m" : text }
}
