package import KernelMemory

/// Puts the lists of two snapshots side by side.
package struct OwnerComparison: Sendable, Hashable {
  /// The earlier one.
  package let first: OwnerSnapshot
  /// The later one; the same where there is but one.
  package let last: OwnerSnapshot
  /// All snapshots that tell of the dimension, in the order of their time.
  package let snapshots: [OwnerSnapshot]

  /// Every owner of a kind that either snapshot lists and that is wanted.
  func changes(_ kind: OwnerList.Kind, where isWanted: (OwnerList, Owner) -> Bool) -> [OwnerChange] {
    guard let after = last[kind] else { return [] }
    let before = first[kind]
    let lists = snapshots.map { snapshot -> [String: Owner] in
      Dictionary((snapshot[kind]?.owners ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
    var seen: Set<String> = []
    var changes: [OwnerChange] = []
    for owner in after.owners where isWanted(after, owner) && seen.insert(owner.name).inserted {
      let start = beginning(owner, in: after, before)
      changes.append(
        OwnerChange(
          name: owner.name, kind: kind, first: start.kib, last: after.value(.kib, of: owner) ?? 0,
          firstCount: start.count, lastCount: after.value(.count, of: owner),
          isEstimated: after.value(.estimated, of: owner) == 1, process: after.value(.pid, of: owner),
          processMost: after.value(.most, of: owner), used: after.value(.usedKiB, of: owner),
          history: zip(snapshots, lists).map { snapshot, owners in
            owners[owner.name].flatMap { snapshot[kind]?.value(.kib, of: $0) }
          }, key: OwnerChange.key(kind, owner.name)))
    }
    return changes
  }

  /// What an owner of the second list had at the first snapshot.
  private func beginning(_ owner: Owner, in after: OwnerList, _ before: OwnerList?) -> (kib: Int64?, count: Int64?) {
    guard first.time < last.time else { return (after.value(.kib, of: owner), after.value(.count, of: owner)) }
    let recorded = (after.value(.firstKiB, of: owner), after.value(.firstCount, of: owner))
    if first.reason == .start, recorded.0 != nil, isOneRecording { return recorded }
    if let before, let old = before.owner(owner.name) {
      return (before.value(.kib, of: old), before.value(.count, of: old))
    }
    // A list that is not a recording's first leaves out only what is small and has not changed since.
    if recorded.0 != nil, isOneRecording { return recorded }
    if first.reason != .start, isOneRecording, let earlier = listed(owner.name, after.kind) {
      return (earlier.list.value(.kib, of: earlier.owner), earlier.list.value(.count, of: earlier.owner))
    }
    return before.map { $0.restCount == 0 } ?? false ? (0, 0) : (nil, nil)
  }

  /// How the last snapshot before the first of the two listed an owner, in the same recording; nil where none did.
  private func listed(_ name: String, _ kind: OwnerList.Kind) -> (list: OwnerList, owner: Owner)? {
    for snapshot in snapshots.reversed() where snapshot.time < first.time {
      if let list = snapshot[kind], let owner = list.owner(name) { return (list, owner) }
      if snapshot.reason == .start { break }
    }
    return nil
  }

  /// Owners that held more than the first snapshot saw by at least so many KiB, and that the end does not list any more, each as it was
  /// when it held most.
  ///
  /// A list leaves out what is small.
  func gone(_ kind: OwnerList.Kind, least: Int64, where isWanted: (OwnerList, Owner) -> Bool) -> [OwnerChange] {
    // Processes end; caches and callers stay.
    guard kind.isCommand, let end = snapshots.last(where: { $0[kind] != nil }), let final = end[kind] else { return [] }
    // The twelve largest are in every list: what is not there has no more than the last of them.
    let unlisted =
      final.restCount == 0 ? 0 : final.owners.prefix(12).last.flatMap { final.value(.kib, of: $0) } ?? 0
    var most: [String: (snapshot: OwnerSnapshot, kib: Int64)] = [:]
    for snapshot in snapshots where snapshot.time >= first.time && snapshot.time < end.time {
      guard let list = snapshot[kind] else { continue }
      for owner in list.owners where isWanted(list, owner) {
        if let kib = list.value(.kib, of: owner), kib >= least, kib > most[owner.name]?.kib ?? 0 {
          most[owner.name] = (snapshot, kib)
        }
      }
    }
    let ended = most.compactMap { name, peak -> (name: String, snapshot: OwnerSnapshot, change: Int64)? in
      guard final.owner(name).map({ final.value(.kib, of: $0) ?? 0 == 0 }) ?? (unlisted * 4 < peak.kib),
        let list = peak.snapshot[kind], let owner = list.owner(name),
        let start = beginning(owner, in: list, first[kind]).kib, peak.kib - start >= least
      else { return nil }
      return (name, peak.snapshot, peak.kib - start)
    }
    return ended.sorted { ($1.change, $0.name) < ($0.change, $1.name) }.prefix(3).compactMap { name, snapshot, _ in
      let part = OwnerComparison(first: first, last: snapshot, snapshots: snapshots)
      var change = part.changes(kind, where: { $1.name == name && isWanted($0, $1) }).first
      change?.goneSince =
        snapshots.first { later in
          guard later.time > snapshot.time, let list = later[kind] else { return false }
          return list.owner(name).map { list.value(.kib, of: $0) ?? 0 == 0 } ?? true
        }?.time
      return change
    }
  }

  /// Whether no other recording begins between the two snapshots.
  private var isOneRecording: Bool {
    !snapshots.contains { $0.reason == .start && $0.time > first.time && $0.time <= last.time }
  }

  /// The sum of some figures by cgroup, those without any left out.
  func cgroups(_ figures: [OwnerList.Figure]) -> [OwnerChange] {
    guard let after = last[.cgroups] else { return [] }
    func sum(_ list: OwnerList, _ owner: Owner) -> Int64? {
      let values = figures.compactMap { list.value($0, of: owner) }
      return values.isEmpty ? nil : values.reduce(0, +)
    }
    func sum(_ snapshot: OwnerSnapshot, _ name: String) -> Int64? {
      snapshot[.cgroups].flatMap { list in list.owner(name).flatMap { sum(list, $0) } }
    }
    return after.owners.compactMap { owner in
      guard let now = sum(after, owner) else { return nil }
      let before = first.time < last.time ? sum(first, owner.name) : now
      guard now > 0 || (before ?? 0) > 0 else { return nil }
      return OwnerChange(
        name: owner.name, kind: .cgroups, first: before, last: now, history: snapshots.map { sum($0, owner.name) },
        key: OwnerChange.key(.cgroups, owner.name))
    }
  }

  /// How much a fact changed; nil where either snapshot lacks it.
  package func change(_ fact: OwnerSnapshot.Fact) -> Int64? {
    guard let before = first.facts[fact], let after = last.facts[fact] else { return nil }
    return after - before
  }

  /// The key of an owner, where what else is known makes it a special one.
  func key(_ owner: OwnerChange) -> String {
    switch owner.key {
    case "slab:dentry" where isMostly(.negativeDentries, of: owner): "slab:negative_dentries"
    case "percpu:memory_cgroups" where isMostly(.dyingCgroups, of: owner): "percpu:dying_cgroups"
    default: owner.key
    }
  }

  /// Whether a fact makes at least half of an owner's count, or of its growth.
  private func isMostly(_ fact: OwnerSnapshot.Fact, of owner: OwnerChange) -> Bool {
    if let grown = owner.countChange, grown > 1000 || (grown > 10 && fact == .dyingCgroups), let part = change(fact) {
      return 2 * part >= grown
    }
    guard let count = owner.lastCount, count > 0, let part = last.facts[fact] else { return false }
    return 2 * part >= count
  }
}
