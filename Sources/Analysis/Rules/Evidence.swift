import KernelMemory

/// What rules may look at: the session and what each series does.
struct Evidence: Sendable {
  let session: Session
  var series: [Dimension: Series]
  var shapes: [Dimension: Shape]
  var statistics: [Dimension: Statistics]
  var owners: [Dimension: Ownership] = [:]

  /// RAM in kB; nil where neither samples nor header tell.
  var ram: Double? { session.ram.map { Double($0.kibibytes) } }

  /// RAM that is not set aside for huge pages, kB.
  var ordinaryRAM: Double? {
    guard let ram else { return nil }
    let rest = ram - (hugePages?.last ?? 0)
    return rest > 0 ? rest : nil
  }

  /// RAM in pools of huge pages of all sizes, kB; of the default size alone before 4.16, which has no Hugetlb; nil where unknown.
  var hugePages: (first: Double, last: Double)? {
    if let all = session.ends(.hugetlb) { return (Double(all.first), Double(all.last)) }
    guard let pages = session.ends(.hugePagesTotal), let size = session.ends(.hugepagesize) else { return nil }
    return (Double(pages.first) * Double(size.first), Double(pages.last) * Double(size.last))
  }

  func last(_ dimension: Dimension) -> Double? { statistics[dimension].map { Double($0.last) } }

  func isLeaking(_ dimension: Dimension) -> Bool { shapes[dimension]?.isLeak ?? false }

  /// The change of a dimension over the trend segment of another, kB; nil where either is unknown.
  func change(of other: Dimension, during dimension: Dimension) -> Double? {
    guard let trend = shapes[dimension]?.trend, let base = series[dimension], let values = series[other] else {
      return nil
    }
    let from = base.times[trend.first]
    let to = base.times[trend.last]
    guard let first = values.position(at: from), let last = values.position(at: to) else { return nil }
    return Double(values.values[last]) - Double(values.values[first])
  }
}

extension Series {
  /// The last position whose time is not after the given one, or nil when all are later.
  package func position(at time: Int64) -> Int? {
    let after = times.partitionPoint { $0 > time }
    return after == 0 ? nil : after - 1
  }
}
