import Analysis
import KernelMemory
import Markup

/// The five-second table: a row a dimension.
struct SummaryTable {
  let findings: Findings
  let frame: Frame
  let dimensions: [Dimension]
  /// Whether the names lead to the dimensions' sections.
  var isLinked = true

  /// The table.
  var table: Element {
    Table(
      caption: "Each counter at a glance",
      head: ["Counter", "This session", "Verdict", "At the end", "Change", "Slope per \(pace.noun)", "Of RAM"],
      rows: dimensions.compactMap { findings[$0].map(row) }, numbers: [3, 4, 5, 6]
    ).element
  }

  private var pace: Pace { Pace(findings.session) }

  private func row(_ finding: Finding) -> [[Node]] {
    let name = finding.dimension.name
    let head: Node =
      isLinked ? .element(.html("a", Attribute("href", "#\(name)")) { name }) : .text(name)
    guard let numbers = finding.statistics, let envelope = frame.envelopes[finding.dimension] else {
      return [[head], ["not reported"], [.element(finding.verdict.element)], ["–"], ["–"], ["–"], ["–"]]
    }
    let spark = Sparkline(frame: frame, dimension: finding.dimension, envelope: envelope).picture
    let now = Bytes(kibibytes: numbers.last)
    return [
      [head], [.element(spark)],
      [.element(finding.verdict.element), .text(" \(finding.shape.pattern.words)")],
      [.text(now.text)], [.text(Bytes(kibibytes: numbers.change).signedText)],
      [.text(Figures.slope(finding.shape, pace))], [.text(Figures.share(now, of: findings.session.wholeRAM))],
    ]
  }
}
