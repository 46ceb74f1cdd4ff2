import Analysis
import KernelMemory
import Markup

/// The five-second table: the cause first, then what follows from it; the halves of Slab below it, and memory of processes beside the
/// kernel's.
struct SummaryTable {
  let findings: Findings
  let frame: Frame

  private var standing: Standing { Standing(findings: findings) }
  private var pace: Pace { Pace(findings.session) }

  /// The table.
  var table: Element {
    let kernel = standing.bands.flatMap(standing.family).compactMap { findings[$0].map(row) }
    let rest = [processes, findings[.memAvailable].map(row)].compactMap(\.self)
    return Table(
      caption: "Each counter at a glance",
      head: [
        "Counter", "This session", "Verdict", "At the start", "At the end", "Change", "Slope per \(pace.noun)",
        "Of RAM",
      ],
      rows: kernel + rest, numbers: [3, 4, 5, 6, 7]
    ).element
  }

  private func row(_ finding: Finding) -> [[Node]] {
    let name = finding.dimension.name
    let link = Element.html("a", Attribute("href", "#\(finding.dimension.isBand ? name : "parts")")) { name }
    let isHalf = !finding.dimension.isBand && !finding.dimension.isSupply
    let head: [Node] = isHalf ? [.text("↳ "), .element(link)] : [.element(link)]
    guard let numbers = finding.statistics, let envelope = frame.envelopes[finding.dimension] else {
      return [head, ["not reported"], [.element(finding.verdict.element)], ["–"], ["–"], ["–"], ["–"], ["–"]]
    }
    let spark = Sparkline(frame: frame, dimension: finding.dimension, envelope: envelope).picture
    let now = Bytes(kibibytes: numbers.last)
    let words = standing.shadows.contains(finding.dimension) ? "same cause" : finding.shape.pattern.words
    return [
      head, [.element(spark)], [.element(finding.verdict.element), .text(" \(words)")],
      [.text(Bytes(kibibytes: numbers.first).text)], [.text(now.text)],
      [.text(Bytes(kibibytes: numbers.change).signedText)],
      [.text(Figures.slope(finding.shape, pace))], [.text(Figures.share(now, of: findings.session.wholeRAM))],
    ]
  }

  /// Anonymous memory, which is no counter of the kernel's own and is judged by no rule; nil where it is not recorded.
  private var processes: [[Node]]? {
    guard let ends = findings.session.ends(.anonPages) else { return nil }
    let (first, last) = (Bytes(kibibytes: ends.first), Bytes(kibibytes: ends.last))
    let share = Figures.share(last, of: findings.session.wholeRAM)
    return [
      ["AnonPages"], ["–"], ["memory of processes"], [.text(first.text)], [.text(last.text)],
      [.text(Bytes(kibibytes: ends.last - ends.first).signedText)], ["–"], [.text(share)],
    ]
  }
}
