import KernelMemory

/// What the two ends of a record say that is too short for a pattern: a change, a mean rate, and what became of MemAvailable meanwhile.
struct Ends {
  /// The change of the dimension, kB.
  let change: Double
  /// The time between the ends, hours.
  let hours: Double
  /// The number of values.
  let points: Int
  /// What the dimension took from MemAvailable, kB; not more than its rise, and 0 for what counts as available.
  let taken: Double
  /// MemAvailable at both ends, kB; nil where it is not reported at both.
  let supply: CounterEnds?

  /// nil where nothing changed, for a single value, and across a reboot.
  init?(_ asked: Question) {
    let (dimension, evidence) = (asked.dimension, asked.evidence)
    guard let series = evidence.series[dimension], series.breaks.isEmpty, let numbers = evidence.statistics[dimension],
      let first = series.times.first, let last = series.times.last, last > first, numbers.change != 0
    else { return nil }
    change = Double(numbers.change)
    hours = Double(last - first) / 3_600_000
    points = series.count
    taken = evidence.taken(by: dimension)
    supply = evidence.statistics[.memAvailable].map { CounterEnds(first: $0.first, last: $0.last) }
  }

  /// What MemAvailable lost, kB; nil where it lost nothing.
  var loss: Double? {
    guard let supply, supply.first > supply.last else { return nil }
    return Double(supply.first - supply.last)
  }

  /// When MemAvailable is gone at the rate that it fell at, hours; nil where it did not fall.
  var hoursLeft: Double? {
    guard let supply, let loss else { return nil }
    return Double(supply.last) / loss * hours
  }
}

extension Evidence {
  /// MemAvailable that lost less than this share of RAM is no matter for two points: its estimate moves by as much under any load.
  private static let mattering = 0.05
  /// Processes that start take much in little time; what they took for ten minutes is no start.
  private static let starting = 1.0 / 6

  /// What a dimension took from MemAvailable between the ends, kB: its rise, of Slab the half that cannot be given back.
  func taken(by dimension: Dimension) -> Double {
    let own: Dimension = dimension == .slab && statistics[.sUnreclaim] != nil ? .sUnreclaim : dimension
    guard own != .sReclaimable, !own.isSupply else { return 0 }
    return Double(max(0, statistics[own]?.change ?? 0))
  }

  /// What the kernel's counters took from MemAvailable between the ends, kB; VmallocUsed holds the thread stacks as a rule.
  var takenByKernel: Double { [.slab, .vmallocUsed, .pageTables, .percpu].map(taken).reduce(0, +) }

  /// The same; nil where none of them is reported.
  var reportedTakenByKernel: Double? {
    let own: [Dimension] = [.slab, .sUnreclaim, .vmallocUsed, .pageTables, .percpu]
    return own.contains { statistics[$0] != nil } ? takenByKernel : nil
  }

  /// How bad the ends are: MemAvailable that is gone soon, as far as so short a record can foretell, for whoever took half of the loss.
  func severity(of ends: Ends, _ dimension: Dimension, within most: Double) -> Verdict {
    guard let supply = ends.supply, let loss = ends.loss, let left = ends.hoursLeft,
      ends.hours >= Double(Evidence.shortest) / 3_600_000, left <= min(most, Evidence.horizon * ends.hours),
      loss > Evidence.mattering * (ordinaryRAM ?? Double(supply.first))
    else { return .unknown }
    guard dimension.isSupply else { return ends.taken >= 0.5 * loss ? .problem : .unknown }
    return takenByKernel >= 0.5 * loss || ends.hours >= Evidence.starting ? .problem : .watch
  }
}
