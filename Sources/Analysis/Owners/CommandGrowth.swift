package import KernelMemory

/// The command that has most more of something at the later of two snapshots: memory of its own, or descriptors.
package struct CommandGrowth: Sendable, Hashable {
  /// The command; data, never markup.
  package let name: String
  /// The process with most of it.
  package let pid: Int64?
  /// How much that process has.
  package let most: Int64?
  /// What the command had: KiB or descriptors.
  package let first: Int64
  /// What it has.
  package let last: Int64
  /// What all commands that have more have more together.
  package let whole: Int64

  /// Last minus first.
  package var change: Int64 { last - first }

  /// Compares the two snapshots of a comparison; nil where no command has more, or nothing tells.
  package init?(_ kind: OwnerList.Kind, _ comparison: OwnerComparison) {
    self.init(kind, from: comparison.first, to: comparison.last)
  }

  /// Compares two snapshots.
  package init?(_ kind: OwnerList.Kind, from: OwnerSnapshot, to: OwnerSnapshot) {
    guard from.time < to.time, let before = from[kind], let after = to[kind] else { return nil }
    let isCount = kind == .descriptors
    let (now, begin): (OwnerList.Figure, OwnerList.Figure) = isCount ? (.count, .firstCount) : (.kib, .firstKiB)
    var best: (owner: Owner, first: Int64, last: Int64)?
    var whole: Int64 = 0
    for owner in after.owners {
      guard let last = after.value(now, of: owner) else { continue }
      // What the first list leaves out was small then.
      let first = before.owner(owner.name).flatMap { before.value(now, of: $0) } ?? after.value(begin, of: owner) ?? 0
      guard last > first else { continue }
      whole += last - first
      if last - first > best.map({ $0.last - $0.first }) ?? 0 { best = (owner, first, last) }
    }
    guard let best else { return nil }
    name = best.owner.name
    pid = after.value(.pid, of: best.owner).flatMap { $0 > 0 ? $0 : nil }
    most = after.value(.most, of: best.owner)
    (first, last, self.whole) = (best.first, best.last, whole)
  }
}
