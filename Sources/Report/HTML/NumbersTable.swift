import Analysis
import KernelMemory
import Markup

/// The numbers of one dimension: four that tell what it did, and the rest.
struct NumbersTable {
  let findings: Findings
  let finding: Finding

  /// Where it was, where it is, and how fast it went; nil for an absent dimension.
  var few: Element? { finding.statistics.map { strip("levels", head($0)) } }

  /// All others; nil for an absent dimension.
  var rest: Element? { finding.statistics.map { strip("rates and proportions", others($0)) } }

  private func strip(_ name: String, _ figures: [(String, String)]) -> Element {
    .html("div", Attribute("class", "strip")) {
      Table(
        caption: "\(finding.dimension.name): \(name)", head: figures.map(\.0), rows: [figures.map { [.text($0.1)] }],
        hasRowHeads: false
      ).element
    }
  }

  private var pace: Pace { Pace(findings.session) }

  private func text(_ kilobytes: Int64) -> String { Bytes(kibibytes: kilobytes).text }

  private func head(_ numbers: Statistics) -> [(String, String)] {
    let hasSlope = finding.shape.tellingTrend != nil
    return [
      ("At the start", text(numbers.first)), ("At the end", text(numbers.last)),
      ("Change", Bytes(kibibytes: numbers.change).signedText),
      hasSlope
        ? ("Slope per \(pace.noun)", Figures.slope(finding.shape, pace))
        : ("Lowest and highest", "\(text(numbers.min)) to \(text(numbers.max))"),
    ]
  }

  private func others(_ numbers: Statistics) -> [(String, String)] {
    var figures: [(String, String)] = []
    if finding.shape.tellingTrend != nil {
      figures = [
        ("95 % interval of the slope", Figures.interval(finding.shape, pace)), ("Lowest", text(numbers.min)),
        ("Highest", text(numbers.max)),
      ]
    } else {
      // Of a series that grows these have no meaning.
      figures = [
        ("Median", Phrase.size(numbers.median)), ("95th percentile", text(numbers.p95)),
        ("Noise", Phrase.size(finding.shape.noise)),
      ]
    }
    figures.append(("Of RAM", Figures.share(Bytes(kibibytes: numbers.last), of: findings.session.wholeRAM)))
    switch finding.dimension {
    case .kernelStack:
      figures.append(("Per task", Figures.perTask(numbers.last, findings.session)?.text ?? "–"))
      figures.append(("Tasks", tasks ?? "–"))
    case .percpu:
      figures.append(("Per possible CPU", Figures.perPossibleCPU(numbers.last, findings.session)?.text ?? "–"))
      figures.append(("Possible CPUs", findings.session.header.host.possibleCPUs.map(String.init) ?? "–"))
    default: figures.append(("Samples", numbers.count.grouped))
    }
    return figures
  }

  private var tasks: String? {
    guard let tasks = findings.session.ends(.tasks) else { return nil }
    return tasks.first == tasks.last
      ? Int(tasks.last).grouped : "\(Int(tasks.first).grouped) → \(Int(tasks.last).grouped)"
  }
}
