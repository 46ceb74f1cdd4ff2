import Analysis
import KernelMemory
import Markup

/// SReclaimable, SUnreclaim and MemAvailable: judged like the five, told in a table and a sentence each.
struct OtherDimensionsPart {
  let findings: Findings
  let words: Content
  let frame: Frame

  /// The table and the sentences.
  var content: [Node] {
    let others = Dimension.allCases.filter { !$0.isBand }
    let sentences = others.compactMap { findings[$0] }.map { finding in
      Element.html("li") {
        Element.html("strong") { finding.dimension.name }
        ": " + words.sentences(finding.dimension).prefix(2).joined(separator: " ").unbroken
      }
    }
    return [
      .element(SummaryTable(findings: findings, frame: frame, dimensions: others, isLinked: false).table),
      .element(.html("ul") { sentences }),
    ]
  }
}
