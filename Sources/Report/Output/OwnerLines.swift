import Analysis
import KernelMemory

/// Who holds the memory of one dimension, as lines of text: the name apart from the figures, for it comes from outside.
struct OwnerLines {
  /// One owner.
  struct Line {
    /// The owner's name.
    let name: String
    /// `+588 MiB to 712 MiB, 87 % of the change, 52,318 objects`.
    let figures: String
  }

  /// The owners that changed most, or the largest; empty where no snapshot tells.
  let lines: [Line]

  /// The first owners of a finding.
  init(_ finding: Finding, atMost limit: Int = 5) {
    let owners = finding.ownership?.owners ?? []
    let shown = owners.prefix(limit).filter { $0.last > 0 || $0.change ?? 0 != 0 || $0.lastCount ?? 0 > 0 }
    lines = shown.map { Line(name: $0.name, figures: OwnerLines.figures($0)) }
  }

  private static func figures(_ owner: OwnerChange) -> String {
    let about = owner.isEstimated ? "about " : ""
    let now = Bytes(kibibytes: owner.last).text
    var figures = [owner.change.map { "\(about)\(Bytes(kibibytes: $0).signedText) to \(now)" } ?? about + now]
    if let share = owner.share { figures.append("\(Decimal.fixed(share * 100, places: 0)) % of the change") }
    if let count = owner.lastCount { figures.append("\(Int(count).grouped) \(owner.kind.noun.lowercased())") }
    return figures.joined(separator: ", ")
  }
}
