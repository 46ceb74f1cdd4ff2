import Analysis
import KernelMemory
import Markup

/// The numbers of one dimension, as two strips of figures: levels, then rates and proportions.
struct NumbersTable {
  let findings: Findings
  let finding: Finding

  /// The tables; none for an absent dimension.
  var tables: [Element] {
    guard let numbers = finding.statistics else { return [] }
    return [strip("levels", levels(numbers)), strip("rates and proportions", proportions(numbers))]
  }

  private func strip(_ name: String, _ figures: [(String, String)]) -> Element {
    Table(
      caption: "\(finding.dimension.name): \(name)", head: figures.map(\.0), rows: [figures.map { [.text($0.1)] }],
      hasRowHeads: false
    ).element
  }

  private func levels(_ numbers: Statistics) -> [(String, String)] {
    func text(_ kilobytes: Int64) -> String { Bytes(kibibytes: kilobytes).text }
    return [
      ("At the start", text(numbers.first)), ("At the end", text(numbers.last)),
      ("Change", Bytes(kibibytes: numbers.change).signedText), ("Lowest", text(numbers.min)),
      ("Highest", text(numbers.max)),
      ("95th percentile", text(numbers.p95)),
    ]
  }

  private func proportions(_ numbers: Statistics) -> [(String, String)] {
    let pace = Pace(findings.session)
    var figures = [
      ("Slope per \(pace.noun)", Figures.slope(finding.shape, pace)),
      ("95 % interval", Figures.interval(finding.shape, pace)),
      ("Of RAM", Figures.share(Bytes(kibibytes: numbers.last), of: findings.session.wholeRAM)),
      ("Median", Phrase.size(numbers.median)),
    ]
    switch finding.dimension {
    case .kernelStack:
      figures.append(("Per task", Figures.perTask(numbers.last, findings.session)?.text ?? "–"))
      figures.append(("Tasks", tasks ?? "–"))
    case .percpu:
      figures.append(("Per possible CPU", Figures.perPossibleCPU(numbers.last, findings.session)?.text ?? "–"))
      figures.append(("Possible CPUs", findings.session.header.host.possibleCPUs.map(String.init) ?? "–"))
    default:
      figures.append(("Samples", numbers.count.grouped))
      figures.append(("Noise", Phrase.size(finding.shape.noise)))
    }
    return figures
  }

  private var tasks: String? {
    guard let tasks = findings.session.ends(.tasks) else { return nil }
    return tasks.first == tasks.last
      ? Int(tasks.last).grouped : "\(Int(tasks.first).grouped) → \(Int(tasks.last).grouped)"
  }
}
