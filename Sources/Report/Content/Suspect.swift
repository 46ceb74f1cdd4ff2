import Analysis
import KernelMemory

/// Who came when a growth began and stayed: a suspicion by time alone, for memory whose owners are not processes.
struct Suspect {
  let finding: Finding
  let session: Session

  /// More than so many that came are no lead.
  private static let most = 3

  /// Who came and stayed, as far as they are a lead.
  struct Lead {
    /// The command; data, never markup.
    let name: String
    let pid: Int64
    /// Whether it is gone at the end.
    let isGone: Bool
  }

  /// The leads; empty where nobody came, too many did, or the owner is a process anyhow.
  var leads: [Lead] {
    guard [.slab, .sUnreclaim, .sReclaimable, .vmallocUsed, .percpu].contains(finding.dimension),
      finding.shape.isLeak || finding.shape.pattern == .growthStopped, let trend = finding.shape.trend, trend.low > 0,
      trend.first > 0, let series = finding.series, (finding.ownership?.change ?? 1) > 0,
      !["vmalloc:thread_stacks", "slab:task_struct"].contains(finding.ownership?.leader?.key ?? "")
    else { return [] }
    var leads = newcomers(series.times[trend.first], series.times[trend.last])
    if !finding.shape.isLeak {
      // What was given back went with who held it; what was kept is held. Of what has ended, more than one is no lead.
      let kept = Double(series.values.last ?? 0) - Double(series.values[trend.first])
      let isBack = kept * 2 < Double(series.values[trend.last]) - Double(series.values[trend.first])
      leads.removeAll { $0.isGone != isBack }
      guard leads.count == 1 else { return [] }
    }
    return leads.count <= Suspect.most ? leads : []
  }

  /// The sentence; nil where there is no lead.
  var sentence: String? {
    let leads = leads
    guard !leads.isEmpty, let trend = finding.shape.trend, let series = finding.series else { return nil }
    let isOne = leads.count == 1
    let isGone = leads.allSatisfy(\.isGone)
    let now = isGone ? (isOne ? "is gone" : "are gone") : isOne ? "is there" : "are there"
    // Where some are gone, what is common to all is that they were there while it grew.
    let stayed =
      isGone || leads.allSatisfy { !$0.isGone } ? "\(now) at the end" : "were there while it grew"
    let names = leads.map { "\($0.name) (process \($0.pid))" }.joined(separator: " and ")
    let begin = Phrase.time(series.times[trend.first], in: session)
    return
      "By time alone: \(names) \(isOne ? "was" : "were") not there before it began at \(begin) and \(stayed)."
  }

  /// Commands that no snapshot before the growth lists and that one process of carries through it: from the first snapshot within it to
  /// the last, or to the end of the record where there is but one.
  private func newcomers(_ begin: Int64, _ end: Int64) -> [Lead] {
    let snapshots = OwnerSnapshot.sorted(session.owners.filter { $0[.pageTables] != nil })
    let before = snapshots.filter { $0.time <= begin }
    // A snapshot a little later shows who was there too: it is taken some time after the sample that asked for it.
    let within = snapshots.filter { $0.time > begin && $0.time <= end + 1500 }
    guard !before.isEmpty, let last = snapshots.last,
      let first = within.first ?? snapshots.first(where: { $0.time > begin }),
      let list = first[.pageTables]
    else { return [] }
    var known: Set<String> = []
    for snapshot in before {
      for kind in [OwnerList.Kind.pageTables, .threads] {
        for owner in snapshot[kind]?.owners ?? [] { known.insert(owner.name) }
      }
    }
    let through = finding.shape.isLeak ? snapshots.filter { $0.time > begin } : within
    return list.owners.compactMap { owner in
      // What was there at the start and is small is not listed then, but says so later.
      let former = list.value(.firstKiB, of: owner) ?? 0
      guard !known.contains(owner.name), former == 0, !startedBefore(begin, owner.name, list.value(.pid, of: owner)),
        (list.value(.kib, of: owner) ?? 0) > 0,
        let pid = list.value(.pid, of: owner), pid > 0,
        through.allSatisfy({ $0.process(of: owner.name) == pid })
      else { return nil }
      return Lead(name: owner.name, pid: pid, isGone: last.process(of: owner.name) == nil)
    }
  }

  /// Whether a process is known to have been there before: some seconds may lie between its start and what it starts.
  private func startedBefore(_ begin: Int64, _ name: String, _ pid: Int64?) -> Bool {
    let seen = session.owners.lazy.flatMap(\.processes).first { $0.pid == pid && $0.name == name }
    return seen?[.started].map { $0 < begin - 10_000 } ?? false
  }
}

extension OwnerSnapshot {
  /// The process with the largest page tables of a command; nil where the command has none.
  fileprivate func process(of command: String) -> Int64? {
    guard let list = self[.pageTables], let owner = list.owner(command), (list.value(.kib, of: owner) ?? 0) > 0 else {
      return nil
    }
    return list.value(.pid, of: owner)
  }
}
