import KernelMemory

/// Who stands behind one dimension, and behind its change between two snapshots.
package struct Ownership: Sendable, Hashable {
  /// The times of the two snapshots; equal where there is only one.
  package var times: ClosedRange<Int64>
  /// What the dimension itself changed by between them, KiB; nil where samples are missing.
  package var change: Int64?
  /// The owners, those that changed most first.
  package var owners: [OwnerChange]
  /// The same memory by cgroup, where the kernel gives it; those that changed most first.
  package var cgroups: [OwnerChange]
  /// What rose and came back meanwhile by as much as shows in the dimension, the largest first; none of the growth at the end.
  package var passing: [OwnerChange] = []
  /// Lines of the kernel's code that allocate, whatever the dimension, where the kernel profiles that; only with Slab.
  package var codeLines: [OwnerChange] = []
  /// The snapshots that were compared.
  package var comparison: OwnerComparison

  /// Makes one.
  package init(
    times: ClosedRange<Int64>, change: Int64?, owners: [OwnerChange], cgroups: [OwnerChange] = [],
    comparison: OwnerComparison
  ) {
    self.times = times
    self.change = change
    self.owners = owners
    self.cgroups = cgroups
    self.comparison = comparison
  }

  /// The times of the snapshots that tell of this dimension: those of each owner's history.
  package var snapshotTimes: [Int64] { comparison.snapshots.map(\.time) }

  /// The share of the change that owners of these keys have together.
  func share(of keys: Set<String>) -> Double {
    owners.reduce(0) { $0 + (keys.contains($1.key) ? $1.share ?? 0 : 0) }
  }

  /// Caches and areas of things that descriptors hold: files, sockets, pipes, eventfds, BPF maps.
  private static let held: Set = [
    "slab:filp", "slab:sock_inode_cache", "slab:inode_cache", "slab:eventpoll_epi", "slab:shmem_inode_cache",
    "vmalloc:array_map_alloc", "vmalloc:htab_map_alloc", "vmalloc:bpf_map_area_alloc",
  ]

  /// Who holds what grew by its descriptors, which no cache tells; nil unless such things grew, and one command has half of the new
  /// descriptors and enough of them for half of the things.
  package var holder: CommandGrowth? {
    guard (change ?? 0) > 0, let leader, !leader.kind.isCommand,
      let holder = CommandGrowth(.descriptors, comparison), holder.change >= 100, holder.change * 2 >= holder.whole
    else { return nil }
    let things = owners.filter { owner in
      Ownership.held.contains(owner.key) || !Ownership.held.isDisjoint(with: owner.sharedKeys)
    }
    guard let most = things.compactMap(\.countChange).max(), most >= 50, holder.change * 2 >= most,
      things.reduce(0, { $0 + ($1.share ?? 0) }) >= 0.1
    else { return nil }
    return holder
  }

  /// The owner that explains most of the change; nil where the dimension hardly changed.
  package var leader: OwnerChange? {
    guard let first = owners.first, let share = first.share, share > 0 else { return nil }
    return first
  }
}
