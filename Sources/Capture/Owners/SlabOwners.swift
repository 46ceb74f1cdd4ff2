import KernelMemory

/// Slab caches as owners, from /proc/slabinfo and /sys/kernel/slab.
///
/// Memory of a cache = num_slabs × pagesperslab × page size, which over all caches is Slab but for large kmalloc objects.
struct SlabOwners {
  /// What the folder /sys/kernel/slab says of a cache.
  private struct Traits {
    var isReclaimable: Bool?
    var aliases: [String]
  }

  private var traits: [String: Traits] = [:]

  static let columns: [OwnerList.Figure] = [.kib, .count, .usedKiB, .reclaimable]

  /// Why the list cannot be read.
  private(set) var failure: Int32?

  /// Bytes a page: what the system says, else what the caches of kmalloc, which fill their slabs, let conclude.
  private(set) var pageSize: Int64?

  /// Reads the caches that have slabs.
  ///
  /// - Parameters:
  ///   - files: The tree.
  ///   - pageSize: Bytes a page; nil concludes it from the caches.
  /// - Returns: An owner a cache, in the kernel's order; nil where /proc/slabinfo cannot be read.
  mutating func read(_ files: inout ProcFiles, pageSize: Int64?) -> [Owner]? {
    var caches: [SlabCache] = []
    var concluded: Int64 = 4096
    failure = files.lines("proc/slabinfo") { line in
      guard let cache = SlabCache(&line) else { return }
      if let size = cache.concludedPageSize { concluded = max(concluded, size) }
      if cache.slabs > 0 { caches.append(cache) }
    }
    guard failure == nil else { return nil }
    let page = pageSize ?? concluded
    self.pageSize = page
    if caches.contains(where: { traits[$0.name] == nil }) { readTraits(&files, of: caches.map(\.name)) }
    return caches.map { cache in
      let known = traits[cache.name]
      return Owner(
        SlabOwners.label(cache.name, aliases: known?.aliases ?? []),
        [
          cache.kib(pageSize: page), cache.active, cache.usedKiB(pageSize: page),
          known?.isReclaimable.map { $0 ? 1 : 0 } ?? Column.absent,
        ])
    }
  }

  /// `kmalloc-64 (also fs_cache, pde_opener)`: SLUB lets similar caches share slabs.
  static func label(_ name: String, aliases: [String]) -> String {
    guard !aliases.isEmpty else { return name }
    let shown = aliases.count <= 5 ? aliases[...] : aliases.prefix(4)
    let more = aliases.count - shown.count
    return "\(name) (also \(shown.joined(separator: ", "))\(more > 0 ? " and \(more) more" : ""))"
  }

  /// Finds out which caches share slabs, by the links in /sys/kernel/slab, and which of them the kernel can shrink.
  private mutating func readTraits(_ files: inout ProcFiles, of caches: [String]) {
    let wanted = Set(caches)
    var groups: [String: [String]] = [:]
    for name in (files.names("sys/kernel/slab") ?? []).sorted() where !name.hasPrefix(":") {
      guard let target = files.link("sys/kernel/slab/" + name) else { continue }
      groups[target, default: []].append(name)
    }
    var aliases: [String: [String]] = [:]
    for names in groups.values {
      for name in names where wanted.contains(name) { aliases[name] = names.filter { $0 != name } }
    }
    for name in caches where traits[name] == nil {
      let flag = name.contains("/") ? nil : files.numbers("sys/kernel/slab/\(name)/reclaim_account").first
      traits[name] = Traits(isReclaimable: flag.map { $0 != 0 }, aliases: aliases[name] ?? [])
    }
  }
}
