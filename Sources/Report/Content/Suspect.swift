import Analysis
import KernelMemory

/// Who came when a growth began and stayed: a suspicion by time alone, for memory whose owners are not processes.
struct Suspect {
  let finding: Finding
  let session: Session

  /// More than so many that came are no lead.
  private static let most = 3

  /// The sentence; nil where nobody came, too many did, or the owner is a process anyhow.
  var sentence: String? {
    guard [.slab, .sUnreclaim, .sReclaimable, .vmallocUsed, .percpu].contains(finding.dimension),
      finding.shape.isLeak, let trend = finding.shape.trend, trend.first > 0, let series = finding.series,
      !["vmalloc:thread_stacks", "slab:task_struct"].contains(finding.ownership?.leader?.key ?? "")
    else { return nil }
    let begin = series.times[trend.first]
    let names = newcomers(begin)
    guard !names.isEmpty, names.count <= Suspect.most else { return nil }
    let isOne = names.count == 1
    return
      "By time alone: \(names.joined(separator: " and ")) \(isOne ? "was" : "were") not there before it began at \(Phrase.time(begin, in: session)) and \(isOne ? "is" : "are") there at the end."
  }

  /// Commands that no snapshot before the growth lists and the last one does, with their processes.
  private func newcomers(_ begin: Int64) -> [String] {
    let snapshots = OwnerSnapshot.sorted(session.owners.filter { $0[.pageTables] != nil })
    guard let last = snapshots.last, last.time > begin, let list = last[.pageTables],
      snapshots.contains(where: { $0.time <= begin })
    else { return [] }
    var before: Set<String> = []
    for snapshot in snapshots where snapshot.time <= begin {
      for kind in [OwnerList.Kind.pageTables, .threads] {
        for owner in snapshot[kind]?.owners ?? [] { before.insert(owner.name) }
      }
    }
    return list.owners.compactMap { owner in
      // What was there at the start and is small is not listed then, but says so later.
      let first = list.value(.firstKiB, of: owner) ?? 0
      guard !before.contains(owner.name), first == 0, (list.value(.kib, of: owner) ?? 0) > 0,
        owner.name != "processes not examined yet"
      else { return nil }
      let process = list.value(.pid, of: owner).flatMap { $0 > 0 ? " (process \($0))" : nil } ?? ""
      return owner.name + process
    }
  }
}
