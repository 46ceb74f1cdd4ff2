import Analysis
import Markup

/// The verdict in one paragraph.
struct HeaderPart {
  let verdict: Verdict
  let headline: String

  /// The verdict's box.
  var box: Element {
    .html("div", Attribute("class", "headline \(verdict.rawValue)"), Attribute("data-verdict", verdict.rawValue)) {
      Element.html("p") {
        Element.html("strong", Attribute("class", "verdict \(verdict.rawValue)")) {
          "\(verdict.symbol) \(verdict.word)."
        }
        " " + headline.unbroken
      }
    }
  }
}
