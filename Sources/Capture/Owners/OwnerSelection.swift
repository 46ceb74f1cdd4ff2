import KernelMemory

/// Keeps of each list what is large and what moved, so that a snapshot has bounded bytes whatever the host.
struct OwnerSelection {
  private struct Beginning {
    var weight: Int64
    var count: Int64
  }

  /// Owners that the first snapshot lists, and that every later one lists for their size and for their change.
  static let firstLimit = 96
  static let limit = 24
  /// The same for what belongs to processes, beside the kernel's own memory.
  static let processLimits = (first: 32, later: 12)

  /// A change is worth a place from here on, KiB or of what is counted.
  private static let leastChange: Int64 = 16

  private var beginnings: [OwnerList.Kind: [String: Beginning]] = [:]
  private var listed: [OwnerList.Kind: Set<String>] = [:]

  /// Chooses from all owners of a kind.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - columns: What the values are. The first is what they are ordered by: KiB, and then the second is the count; or the count.
  ///   - all: Every owner, in an order that is the same each time.
  ///   - first: What owners had at the first snapshot, where that is learnt later.
  /// - Returns: The list, with what was left out as its rest.
  mutating func select(
    _ kind: OwnerList.Kind, _ columns: [OwnerList.Figure], _ all: [Owner],
    first: ((String) -> (weight: Int64, count: Int64)?)? = nil
  ) -> OwnerList {
    let isFirst = beginnings[kind] == nil
    let isSize = columns.first == .kib
    let isLong = kind != .processMemory && kind != .descriptors
    let firstLimit = isLong ? Self.firstLimit : Self.processLimits.first
    let limit = isLong ? Self.limit : Self.processLimits.later
    var all = all
    // No sum of what a hostile tree says can overflow.
    for index in all.indices {
      all[index].values = all[index].values.map { $0 == Column.absent ? $0 : max(0, min($0, 1 << 44)) }
    }
    if isFirst {
      var beginning: [String: Beginning] = [:]
      for owner in all { beginning[owner.name] = Beginning(weight: owner.values[0], count: owner.values[1]) }
      beginnings[kind] = beginning
    }
    func begin(_ name: String) -> Beginning {
      if let known = first?(name) { return Beginning(weight: known.weight, count: known.count) }
      return beginnings[kind]?[name] ?? Beginning(weight: 0, count: 0)
    }
    var owners = all
    if !isFirst {
      // What is gone is listed with nothing, so that a fall has a name.
      let present = Set(all.map(\.name))
      let blank = [Int64](repeating: Column.absent, count: max(0, columns.count - 2))
      owners += (beginnings[kind] ?? [:]).keys.filter { !present.contains($0) }.sorted().map {
        Owner($0, [0, 0] + blank)
      }
    }
    let bySize = owners.enumerated().sorted { ($1.element.values[0], $0.offset) < ($0.element.values[0], $1.offset) }
    var chosen = Set(bySize.prefix(isFirst ? firstLimit : limit).map(\.offset))
    if !isFirst {
      let changes = owners.map { abs($0.values[0] - begin($0.name).weight) }
      let movers = changes.indices.filter { changes[$0] >= Self.leastChange }
      chosen.formUnion(movers.sorted { (changes[$1], $0) < (changes[$0], $1) }.prefix(limit))
    }
    let begun: [OwnerList.Figure] = isSize ? [.firstKiB, .firstCount] : [.firstCount]
    var list = OwnerList(kind, columns: isFirst ? columns : columns + begun, owners: [])
    for (offset, owner) in bySize {
      guard chosen.contains(offset), isFirst ? owner.values[0] > 0 || owner.values[1] > 0 : true else {
        if owner.values[0] > 0 || owner.values[1] > 0 {
          list.restCount += 1
          list.restKiB += isSize ? owner.values[0] : 0
        }
        continue
      }
      var kept = owner
      if !isFirst {
        let isKnown = first == nil && listed[kind]?.contains(owner.name) == true
        let beginning = begin(owner.name)
        let values = isSize ? [beginning.weight, beginning.count] : [beginning.weight]
        kept.values += isKnown ? values.map { _ in Column.absent } : values
      }
      kept.name = Owner.bounded(kept.name)
      list.owners.append(kept)
    }
    if isFirst { listed[kind] = Set(list.owners.map(\.name)) }
    return list
  }
}
