import KernelMemory
import SessionFile

/// Tables of owners on their way into a session: one a moment, cut to what is large and to what moved.
struct OwnerTables {
  private struct Moment {
    var time: Int64
    var owners: [String: [Int64]] = [:]
  }

  private let kind: OwnerList.Kind
  private let columns: [OwnerList.Figure]
  private var moments: [Moment] = []
  private var open: Moment?
  private var latest: Moment?
  /// Every so many moments one is kept, and the last.
  private var stride = 1
  private var seen = 0

  /// Moments that are kept.
  private static let limit = 128
  /// Owners a list: so many of the largest, and so many of those that moved most.
  private static let listed = (large: 64, moved: 32)
  /// Owners a moment that are looked at.
  private static let most = 20_000

  /// Takes tables of a kind; the first column is KiB.
  init(_ kind: OwnerList.Kind, _ columns: [OwnerList.Figure]) {
    self.kind = kind
    self.columns = columns
  }

  /// Begins the table of a moment.
  mutating func begin(_ time: Int64) {
    close()
    open = Moment(time: time)
  }

  /// Adds an owner of the moment; what has one name is one owner.
  mutating func add(_ name: String, _ values: [Int64]) {
    guard let count = open?.owners.count, count < OwnerTables.most, !name.isEmpty else { return }
    let values = values.map { max(0, min($0, 1 << 44)) }
    let name = Owner.bounded(name)
    let before = open?.owners[name] ?? [Int64](repeating: 0, count: values.count)
    open?.owners[name] = zip(before, values).map { min($0 + $1, 1 << 44) }
  }

  private mutating func close() {
    guard let moment = open, !moment.owners.isEmpty else { return open = nil }
    open = nil
    latest = moment
    defer { seen += 1 }
    guard seen % stride == 0 else { return }
    latest = nil
    moments.append(moment)
    guard moments.count > OwnerTables.limit else { return }
    moments = moments.indices.filter { $0 % 2 == 0 }.map { moments[$0] }
    stride *= 2
  }

  /// The snapshots, in the order of their times.
  mutating func snapshots() -> [OwnerSnapshot] {
    close()
    let all = (moments + [latest].compactMap(\.self)).sorted { $0.time < $1.time }
    var ends: [String: (least: Int64, most: Int64)] = [:]
    for moment in all {
      for (name, values) in moment.owners {
        let known = ends[name] ?? (all.count > 1 && moment.time > all[0].time ? 0 : values[0], values[0])
        ends[name] = (min(known.least, values[0]), max(known.most, values[0]))
      }
    }
    func first(_ count: Int, _ weight: (String) -> Int64) -> [String] {
      let weights = ends.keys.map { (weight($0), $0) }.filter { $0.0 > 0 }.sorted { ($1.0, $0.1) < ($0.0, $1.1) }
      return weights.prefix(count).map(\.1)
    }
    let large = first(OwnerTables.listed.large) { ends[$0]?.most ?? 0 }
    let moved = first(OwnerTables.listed.moved) { ends[$0].map { $0.most - $0.least } ?? 0 }
    let kept = Set(large + moved)
    let most = all.map(\.owners.count).max() ?? 0
    return all.map { snapshot($0, of: kept, isWhole: $0.owners.count * 5 >= most * 4) }
  }

  private func snapshot(_ moment: Moment, of kept: Set<String>, isWhole: Bool) -> OwnerSnapshot {
    var owners: [Owner] = []
    var (count, kib): (Int64, Int64) = (0, 0)
    for (name, values) in moment.owners {
      if kept.contains(name) {
        owners.append(Owner(name, values))
      } else {
        count += 1
        kib = min(kib + values[0], 1 << 50)
      }
    }
    // What is gone is listed with nothing, so that a fall has a name; of a list that was cut nobody knows.
    for name in kept where isWhole && moment.owners[name] == nil {
      owners.append(Owner(name, [Int64](repeating: 0, count: columns.count)))
    }
    owners.sort { ($1.values[0], $0.name) < ($0.values[0], $1.name) }
    let list = OwnerList(kind, columns: columns, owners: owners, restCount: count, restKiB: kib)
    return OwnerSnapshot(time: moment.time, reason: .period, lists: [list])
  }
}
