import KernelMemory

extension Ownership {
  /// Finds out who stands behind a dimension; nil where the session has no snapshot that tells.
  init?(_ dimension: Dimension, session: Session, series: Series?, shape: Shape?) {
    guard let kind = OwnerList.Kind(of: dimension) else { return nil }
    let snapshots = OwnerSnapshot.sorted(session.owners.filter { $0[kind] != nil })
    let compared = Ownership.compared(snapshots, series, shape)
    guard let first = compared.first else { return nil }
    let last = Ownership.telling(compared, series: series) ?? first
    let change = Ownership.change(series, from: first.time, to: last.time)
    // A step in a short record looks like noise: a hundredth of the dimension is worth a name anyhow.
    let least = min(3 * (shape?.noise ?? 0), Double(abs(series?.values.first ?? 0)) / 100)
    let matters = abs(change ?? 0) >= max(64, Int64(min(1e15, least)))
    let comparison = OwnerComparison(first: first, last: last, snapshots: snapshots)
    func isWanted(_ list: OwnerList, _ owner: Owner) -> Bool {
      switch dimension {
      case .sReclaimable: list.value(.reclaimable, of: owner) == 1
      case .sUnreclaim: list.value(.reclaimable, of: owner) == 0
      default: true
      }
    }
    var owners = comparison.changes(kind, where: isWanted)
    let gone = comparison.gone(kind, least: max(64, abs(change ?? 0) / 20), where: isWanted)
    let isRise = matters && (change ?? 0) > 0
    for owner in gone {
      guard let place = owners.firstIndex(where: { $0.name == owner.name }) else {
        // Who ended while the dimension stayed up took part in its growth.
        if isRise { owners.append(owner) }
        continue
      }
      if owners[place].last == 0, isRise { owners[place] = owner }
      owners[place].goneSince = owner.goneSince
    }
    var cgroups = OwnerList.Figure.ofCgroups(dimension).map { comparison.cgroups($0) } ?? []
    let isFall = (change ?? 0) < 0
    if matters, let change {
      // Parts of a growth that has a time of its own are parts of all of it, also where the snapshots saw less.
      var whole = Double(abs(change))
      if let trend = shape?.trend, let series, (trend.slope < 0) == isFall, trend.isSignificant {
        whole = max(whole, Double(abs(series.values[trend.last] - series.values[trend.first])))
      }
      Ownership.share(&owners, of: whole, isFall: isFall)
      Ownership.share(&cgroups, of: whole, isFall: isFall)
    }
    func order(_ owners: [OwnerChange]) -> [OwnerChange] {
      // What goes the dimension's own way most comes first, then what moved most either way: what fell under a growth hid a part of it.
      func weight(_ owner: OwnerChange) -> Int64 {
        guard matters, first.time < last.time else { return owner.last }
        return (owner.change ?? 0) * (isFall ? -1 : 1)
      }
      let sorted = owners.enumerated().sorted {
        (weight($1.element), $1.element.last, $0.offset) < (weight($0.element), $0.element.last, $1.offset)
      }.map(\.element)
      guard matters, first.time < last.time, let leader = sorted.first else { return sorted }
      return [leader]
        + sorted.dropFirst().enumerated().sorted {
          (abs(weight($1.element)), $0.offset) < (abs(weight($0.element)), $1.offset)
        }.map(\.element)
    }
    owners = order(owners)
    for index in owners.indices { owners[index].key = comparison.key(owners[index]) }
    self.init(
      times: first.time...last.time, change: change, owners: owners, cgroups: order(cgroups),
      comparison: comparison)
    let named = Set(isRise ? self.owners.map(\.name) : [])
    passing = gone.filter { owner in
      Double(owner.change ?? 0) >= Ownership.noticeable(series, shape, session) && !named.contains(owner.name)
    }.sorted { ($1.change ?? 0, $0.name) < ($0.change ?? 0, $1.name) }
    if dimension == .slab { codeLines = Ownership.codeLines(session.owners) }
  }

  /// Gives each owner that went the dimension's own way its part of the whole: of what they moved together, or of what the dimension did
  /// where that is more, so that no parts exceed it.
  private static func share(_ owners: inout [OwnerChange], of whole: Double, isFall: Bool) {
    func way(_ owner: OwnerChange) -> Double { Double(owner.change ?? 0) * (isFall ? -1 : 1) }
    let gross = owners.reduce(0) { $0 + max(0, way($1)) }
    let base = max(whole, gross)
    guard base > 0 else { return }
    for index in owners.indices where owners[index].change != nil && way(owners[index]) >= 0 {
      owners[index].share = way(owners[index]) / base
    }
  }

  /// The lines of code that hold more than at the first snapshot that lists them, those that grew most first, then the largest.
  private static func codeLines(_ all: [OwnerSnapshot]) -> [OwnerChange] {
    let snapshots = OwnerSnapshot.sorted(all.filter { $0[.codeLines] != nil })
    guard let first = snapshots.first, let last = snapshots.last else { return [] }
    let changes = OwnerComparison(first: first, last: last, snapshots: snapshots).changes(.codeLines) { _, _ in true }
    return changes.enumerated().sorted {
      ($1.element.change ?? 0, $1.element.last, $0.offset) < ($0.element.change ?? 0, $0.element.last, $1.offset)
    }.map(\.element)
  }

  /// From how many KiB on a movement shows in the dimension: six times its noise, a two-thousandth of RAM or a tenth of its level.
  private static func noticeable(_ series: Series?, _ shape: Shape?, _ session: Session) -> Double {
    let ofRAM = session.ram.map { 0.0005 * Double($0.kibibytes) } ?? 0
    let level = Double(abs(series?.values.last ?? 0)) / 10
    return max(1024, 6 * (shape?.noise ?? 0), min(ofRAM, level))
  }

  /// The snapshots that tell of a growth: from the last one before it began, where one was taken after that, else all.
  private static func compared(_ all: [OwnerSnapshot], _ series: Series?, _ shape: Shape?) -> ArraySlice<OwnerSnapshot>
  {
    guard let series, let trend = shape?.trend, trend.isSignificant, trend.first > 0,
      shape?.pattern == .growth || shape?.pattern == .growthStopped,
      let before = all.lastIndex(where: { $0.time <= series.times[trend.first] }), before < all.count - 1
    else { return all[...] }
    return all[before...]
  }

  /// The snapshot to compare with the first one: the last, or the one at the extreme where the dimension came back from it by a good part.
  private static func telling(_ snapshots: ArraySlice<OwnerSnapshot>, series: Series?) -> OwnerSnapshot? {
    guard let first = snapshots.first, let last = snapshots.last, let series, snapshots.count > 2 else {
      return snapshots.last
    }
    let snapshots = Array(snapshots)
    let changes = snapshots.map { change(series, from: first.time, to: $0.time) ?? 0 }
    guard let most = changes.indices.max(by: { abs(changes[$0]) < abs(changes[$1]) }), let end = changes.last,
      Double(abs(changes[most])) > 1.15 * Double(abs(end)), abs(changes[most]) > abs(end) + 1024
    else { return last }
    return snapshots[most]
  }

  /// What a dimension changed by between the samples at two times.
  static func change(_ series: Series?, from: Int64, to: Int64) -> Int64? {
    guard let series, let last = series.position(at: to) else { return nil }
    // The first snapshot may stand a moment before the first sample of a session that was cut.
    let first = series.position(at: from) ?? 0
    return series.values[last] - series.values[first]
  }
}

extension OwnerList.Kind {
  /// The kind of owners that a dimension has; nil where none is recorded.
  init?(of dimension: Dimension) {
    switch dimension {
    case .slab, .sReclaimable, .sUnreclaim: self = .slab
    case .vmallocUsed: self = .vmalloc
    case .kernelStack: self = .threads
    case .pageTables: self = .pageTables
    case .percpu: self = .percpu
    default: return nil
    }
  }
}

extension OwnerList.Figure {
  /// The figures of a cgroup that a dimension is the sum of; nil where memory.stat has none.
  static func ofCgroups(_ dimension: Dimension) -> [OwnerList.Figure]? {
    switch dimension {
    case .slab: [.slabReclaimable, .slabUnreclaimable]
    case .sReclaimable: [.slabReclaimable]
    case .sUnreclaim: [.slabUnreclaimable]
    case .vmallocUsed: [.vmalloc]
    case .kernelStack: [.kernelStack]
    case .pageTables: [.pageTables]
    case .percpu: [.percpu]
    default: nil
    }
  }
}
