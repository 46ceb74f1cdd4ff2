import Analysis
import KernelMemory

/// Who holds the memory of one dimension, as lines of text: the name apart from the figures, for it comes from outside.
struct OwnerLines {
  /// One owner.
  struct Line {
    /// The owner's name.
    let name: String
    /// `124 MiB to 712 MiB, +588 MiB, 87 % of the change, 52,318 objects`.
    let figures: String
  }

  /// The owners that changed most, or the largest; empty where no snapshot tells.
  let lines: [Line]

  /// The same memory by cgroup; empty where the kernel does not give it.
  let cgroups: [Line]

  /// The first owners of a finding.
  init(_ finding: Finding, atMost limit: Int = 5) {
    lines = OwnerLines.lines(finding.ownership?.owners ?? [], limit)
    cgroups = OwnerLines.lines(finding.ownership?.cgroups ?? [], 3)
  }

  private static func lines(_ owners: [OwnerChange], _ limit: Int) -> [Line] {
    owners.prefix(limit).filter { $0.last > 0 || $0.change ?? 0 != 0 || $0.lastCount ?? 0 > 0 }
      .map { Line(name: $0.name, figures: figures($0)) }
  }

  private static func figures(_ owner: OwnerChange) -> String {
    let about = owner.isEstimated ? "about " : ""
    let now = about + Bytes(kibibytes: owner.last).text
    var figures = [now]
    if let first = owner.first, let change = owner.change, change != 0 {
      let before = about + Bytes(kibibytes: first).text
      figures = [before == now ? now : "\(before) to \(now)", Bytes(kibibytes: change).signedText]
    }
    if let share = owner.share { figures.append("\(Phrase.percent(share)) of the change") }
    if let count = owner.lastCount {
      let noun = owner.kind == .percpu ? "of them" : count == 1 ? owner.kind.one : owner.kind.noun.lowercased()
      figures.append("\(Int(count).grouped) \(noun)")
    }
    return figures.joined(separator: ", ")
  }
}
