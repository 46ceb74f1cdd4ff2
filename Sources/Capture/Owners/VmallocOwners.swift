import KernelMemory

/// Callers of vmalloc as owners, from /proc/vmallocinfo.
///
/// Only areas with `pages=` that vmalloc itself filled are summed: since 5.3 that sum is VmallocUsed (measured: equal to the kB);
/// areas of vmap, ioremap and of the per-CPU allocator hold no pages of their own.
struct VmallocOwners {
  static let columns: [OwnerList.Figure] = [.kib, .count]

  /// Why the list cannot be read.
  private(set) var failure: Int32?

  /// The sum over all callers, KiB.
  private(set) var total: Int64 = 0

  /// KiB a thread stack; nil where stacks are not vmalloc areas.
  private(set) var stackKiB: Int64?

  /// Sums the areas by caller.
  ///
  /// - Returns: An owner a caller, by name; nil where /proc/vmallocinfo cannot be read.
  mutating func read(_ files: inout ProcFiles, pageSize: Int64) -> [Owner]? {
    var callers: [String: (pages: Int64, areas: Int64)] = [:]
    var stackPages: Int64 = 0
    var last: VmallocArea.Caller = ([], "")
    failure = files.lines("proc/vmallocinfo") { line in
      guard let area = VmallocArea(&line, reusing: &last) else { return }
      let name = area.owner
      if name == VmallocArea.stacks { stackPages = area.pages }
      let sum = (callers[name]?.pages ?? 0) + area.pages
      callers[name, default: (0, 0)].pages = min(sum, 1 << 34)
      callers[name, default: (0, 0)].areas += 1
    }
    guard failure == nil else { return nil }
    stackKiB = stackPages > 0 ? stackPages * pageSize / 1024 : nil
    let owners = callers.map { Owner($0.key, [$0.value.pages * pageSize / 1024, $0.value.areas]) }
    total = owners.reduce(0) { $0 + $1.values[0] }
    return owners.sorted { $0.name < $1.name }
  }
}
