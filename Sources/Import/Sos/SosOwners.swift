import KernelMemory

/// Who owned the memory at the moment of a report, from its copies of /proc/slabinfo and /proc/vmallocinfo.
enum SosOwners {
  /// Owners that are listed; the others are summed.
  private static let limit = 96

  /// The slab caches; none where the text is no slabinfo.
  static func slab(_ text: [UInt8]) -> [OwnerList] {
    var caches: [SlabCache] = []
    for line in lines(text) {
      var scanner = FieldScanner(text, line)
      if let cache = SlabCache(&scanner), cache.slabs > 0 { caches.append(cache) }
    }
    let page = min(caches.compactMap(\.concludedPageSize).max() ?? 4096, 1 << 16)
    let owners = caches.map { cache in
      Owner(cache.name, [cache.kib(pageSize: page), cache.active, cache.usedKiB(pageSize: page)])
    }
    return list(.slab, [.kib, .count, .usedKiB], owners)
  }

  /// The callers of vmalloc; none where the text is no vmallocinfo.
  static func vmalloc(_ text: [UInt8]) -> [OwnerList] {
    var callers: [String: (pages: Int64, areas: Int64)] = [:]
    var last: VmallocArea.Caller = ([], "")
    for line in lines(text) {
      var scanner = FieldScanner(text, line)
      guard let area = VmallocArea(&scanner, reusing: &last) else { continue }
      let name =
        VmallocArea.stackCallers.contains(area.caller)
        ? "thread stacks" : area.caller + (area.module.map { " " + $0 } ?? "")
      let sum = callers[name] ?? (0, 0)
      callers[name] = (min(sum.pages + area.pages, 1 << 34), sum.areas + 1)
    }
    let owners = callers.keys.sorted().map { name in
      Owner(name, [(callers[name]?.pages ?? 0) * 4, callers[name]?.areas ?? 0])
    }
    return list(.vmalloc, [.kib, .count], owners)
  }

  private static func list(_ kind: OwnerList.Kind, _ columns: [OwnerList.Figure], _ owners: [Owner]) -> [OwnerList] {
    guard !owners.isEmpty else { return [] }
    // No sum of what a hostile text says can overflow.
    let bounded = owners.map { Owner(Owner.bounded($0.name), $0.values.map { min($0, 1 << 44) }) }
    let sorted = bounded.sorted { ($1.values[0], $0.name) < ($0.values[0], $1.name) }
    let rest = sorted.dropFirst(limit)
    return [
      OwnerList(
        kind, columns: columns, owners: Array(sorted.prefix(limit)), restCount: Int64(rest.count),
        restKiB: rest.reduce(0) { $0 + $1.values[0] })
    ]
  }

  private static func lines(_ text: [UInt8]) -> [Range<Int>] {
    text.split(separator: UInt8(ascii: "\n"), maxSplits: 1 << 20).map { $0.startIndex..<$0.endIndex }
  }
}
