/// Tells counters that went away from lines that were spoilt once.
struct Presence {
  /// A change that is certain now.
  struct Change: Equatable {
    /// When it began.
    var time: Int64
    /// The counters that are back.
    var added: [String]
    /// The counters that are gone.
    var removed: [String]
  }

  /// So many samples in a row without a counter mean that it is gone.
  static let patience = 3

  /// For each counter, when it was first missing and for how many samples; nil while it is there.
  private var missing: [(time: Int64, count: Int)?] = []

  /// Looks at a sample: whether each counter is there, and what has changed by that.
  mutating func note(_ isThere: [Bool], names: [String], time: Int64) -> [Change] {
    while missing.count < isThere.count { missing.append(nil) }
    var returned: [String] = []
    var removed: [Int64: [String]] = [:]
    for position in isThere.indices {
      let before = missing[position]
      if isThere[position] {
        if let before, before.count >= Presence.patience { returned.append(names[position]) }
        missing[position] = nil
        continue
      }
      let count = min((before?.count ?? 0) + 1, Presence.patience + 1)
      let start = before?.time ?? time
      missing[position] = (start, count)
      if count == Presence.patience { removed[start, default: []].append(names[position]) }
    }
    let gone = removed.sorted { $0.key < $1.key }.map { Change(time: $0.key, added: [], removed: $0.value) }
    return returned.isEmpty ? gone : gone + [Change(time: time, added: returned, removed: [])]
  }
}
