import Analysis
import KernelMemory
import Markup

/// SReclaimable, SUnreclaim and MemAvailable: judged like the five, told in a few sentences each.
struct OtherDimensionsPart {
  let findings: Findings
  let words: Content

  /// The section: folded where none of them is to be looked at.
  var section: Node {
    let others = Dimension.allCases.filter { !$0.isBand }.compactMap { findings[$0] }
    let isOpen = others.contains { $0.verdict >= .watch }
    let title = "The halves of Slab, and what is left to use"
    let anchor = Element.html("a", Attribute("href", "#parts")) { "#" }
    let list = Element.html("ul") {
      others.map { finding in
        Element.html("li") {
          Element.html("strong") { finding.dimension.name }
          ": " + words.sentences(finding.dimension).prefix(2).joined(separator: " ").unbroken
        }
      }
    }
    return .element(
      .html("section", Attribute("id", "parts"), Attribute("class", isOpen ? "parts" : "folded")) {
        if isOpen {
          Element.html("h2") {
            "\(title) "
            anchor
          }
          list
        } else {
          Element.html("p", Attribute("class", "anchor")) { anchor }
          Element.html("details") {
            Element.html("summary") { Element.html("h2") { title } }
            list
          }
        }
      })
  }
}
