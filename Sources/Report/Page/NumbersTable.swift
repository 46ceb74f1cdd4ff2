import Analysis
import KernelMemory
import Markup

/// The numbers of one dimension: two rows, so that it reads like a strip of figures.
struct NumbersTable {
  let findings: Findings
  let finding: Finding

  /// The table; empty for an absent dimension.
  var table: Element {
    Table(
      caption: "\(finding.dimension.name) in numbers", head: ["Figure"] + figures.map(\.0),
      rows: [[["Value"]] + figures.map { [.text($0.1)] }], numbers: Set(figures.isEmpty ? 0..<0 : 1..<figures.count + 1)
    ).element
  }

  private var figures: [(String, String)] {
    guard let numbers = finding.statistics else { return [] }
    func text(_ kilobytes: Int64) -> String { Bytes(kibibytes: kilobytes).text }
    var figures = [
      ("At the start", text(numbers.first)), ("At the end", text(numbers.last)),
      ("Change", Bytes(kibibytes: numbers.change).signedText), ("Lowest", text(numbers.min)),
      ("Highest", text(numbers.max)),
      ("Median", text(numbers.median)), ("95th percentile", text(numbers.p95)),
      ("Slope per hour", Figures.slope(finding.shape.trend)), ("95 % interval", Figures.interval(finding.shape.trend)),
      ("Of RAM", Figures.share(Bytes(kibibytes: numbers.last), of: findings.session.ram)),
    ]
    switch finding.dimension {
    case .kernelStack:
      if let each = Ratios.perTask(numbers.last, findings.session) { figures.append(("Per task", each.text)) }
      if let tasks = findings.session.column(.tasks), let first = tasks.first, let last = tasks.last {
        figures.append(("Tasks", first == last ? "\(last)" : "\(first) → \(last)"))
      }
    case .percpu:
      if let each = Ratios.perPossibleCPU(numbers.last, findings.session) {
        figures.append(("Per possible CPU", each.text))
      }
    default: break
    }
    return figures
  }
}
