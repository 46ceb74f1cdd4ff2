import Analysis
import Markup

extension Verdict {
  /// `✕ problem` in the verdict's weight and class.
  var element: Element {
    .html("strong", Attribute("class", "verdict \(rawValue)")) { "\(symbol) \(rawValue)" }
  }
}
