import KernelMemory

/// What rules may look at: the session and what each series does.
struct Evidence: Sendable {
  let session: Session
  let series: [Dimension: Series]
  let shapes: [Dimension: Shape]
  let statistics: [Dimension: Statistics]
  var owners: [Dimension: Ownership] = [:]

  /// RAM in kB; nil where neither samples nor header tell.
  var ram: Double? { session.ram.map { Double($0.kibibytes) } }

  /// RAM that is not set aside for huge pages, kB.
  var ordinaryRAM: Double? {
    guard let ram else { return nil }
    var huge = session.ends(.hugetlb).map { Double($0.last) }
    if huge == nil, let pages = session.ends(.hugePagesTotal)?.last, let size = session.ends(.hugepagesize)?.last {
      huge = Double(pages) * Double(size)
    }
    let rest = ram - (huge ?? 0)
    return rest > 0 ? rest : nil
  }

  /// Shares of RAM say something only on hosts of ordinary size: on a router of 64 MiB the kernel itself is 20 %.
  var isSharesMeaningful: Bool { (ram ?? 0) >= 1_048_576 && !session.header.host.environment.lxcfs }

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
  func position(at time: Int64) -> Int? {
    let after = times.partitionPoint { $0 > time }
    return after == 0 ? nil : after - 1
  }
}
