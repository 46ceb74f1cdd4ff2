import Analysis
import KernelMemory

/// Who holds files, sockets, pipes, eventfds and BPF maps, by the number of their descriptors: what no slab cache tells.
struct HolderSentence {
  /// The command whose descriptors grew most.
  let holder: CommandGrowth
  private let comparison: OwnerComparison

  /// nil unless descriptors tell.
  init?(_ finding: Finding) {
    guard let ownership = finding.ownership, let holder = ownership.holder else { return nil }
    self.holder = holder
    comparison = ownership.comparison
  }

  /// One sentence.
  var sentence: String {
    let process = holder.pid.map { " (process \($0))" } ?? ""
    let end = comparison.snapshots.last { $0[.descriptors] != nil }
    let isGone = end.map { $0.time > comparison.last.time && $0[.descriptors]?.owner(holder.name) == nil } ?? false
    let now = isGone ? "had \(Phrase.number(holder.last)), gone at the end" : "has \(Phrase.number(holder.last))"
    return
      "Descriptors tell whose they are: \(holder.name)\(process) had \(Phrase.number(holder.first)) open and then \(now)."
  }
}
