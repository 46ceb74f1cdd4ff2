import Analysis
import KernelMemory

/// What nights of one job differ by, before any is seen and then by how noisy the place is.
///
/// The middles are those between clean sessions of fixed jobs on quiet machines, per counter; a shared machine has several times as
/// much, in all counters together. So the place is judged over the counters first: six of them know from three nights what one cannot.
struct UsualSpread: Sendable {
  /// How noisy the place is: a factor's logarithm for each measure, and how far it may be off.
  private let place: [Measure: (factor: Double, doubt: Double)]

  /// The middles of this place's counters, kB.
  private let middles: [Measure: [Dimension: Double]]

  /// How much the levels differ, as a share of the level.
  private static let levels: [Dimension: Double] = [
    .sReclaimable: 0.04, .sUnreclaim: 0.03, .vmallocUsed: 0.03, .kernelStack: 0.08, .pageTables: 0.12,
    .percpu: 0.005, .slab: 0.03,
  ]

  /// How much what a run adds differs, kB.
  private static let additions: [Dimension: Double] = [
    .sReclaimable: 480, .sUnreclaim: 270, .vmallocUsed: 80, .kernelStack: 80, .pageTables: 200, .percpu: 4,
    .slab: 560,
  ]

  /// How much peaks differ, kB.
  private static let peaks: [Dimension: Double] = [
    .sReclaimable: 100, .sUnreclaim: 180, .vmallocUsed: 140, .kernelStack: 130, .pageTables: 330, .percpu: 4,
    .slab: 200,
  ]

  /// Judges the place.
  ///
  /// - Parameters:
  ///   - nights: The nights that can be compared with.
  ///   - distances: How far their levels lie from those of their own kernel's nights, by counter.
  init(_ nights: [RunSummary], distances: [Dimension: [Double]]) {
    var middles: [Measure: [Dimension: Double]] = [:]
    var seen: [Measure: [Dimension: [Double]]] = [.level: distances]
    for dimension in RunSummary.dimensions {
      let runs = nights.compactMap { $0.counters[dimension] }
      guard !runs.isEmpty else { continue }
      let level = OrderStatistics.median(runs.map(\.level))
      middles[.level, default: [:]][dimension] = (UsualSpread.levels[dimension] ?? 0) * level + 4
      middles[.added, default: [:]][dimension] = UsualSpread.additions[dimension]
      middles[.peak, default: [:]][dimension] = UsualSpread.peaks[dimension]
      for measure in [Measure.added, .peak] { seen[measure, default: [:]][dimension] = runs.map { $0[measure] } }
    }
    var place: [Measure: (factor: Double, doubt: Double)] = [:]
    for measure in Measure.allCases {
      place[measure] = UsualSpread.place(seen[measure] ?? [:], middles[measure] ?? [:])
    }
    // What a job leaves varies with how much it moves, and more where nothing was recorded after it.
    for (dimension, middle) in middles[.added] ?? [:] where dimension != .percpu {
      let runs = nights.compactMap { $0.counters[dimension] }
      let swing = OrderStatistics.median(runs.map(\.swing))
      let isSlab = [.sReclaimable, .sUnreclaim, .slab].contains(dimension)
      let hasAfter = runs.count { $0.hasAfter } * 2 > runs.count
      let share = isSlab ? 0.25 : hasAfter ? 0.09 : 0.3
      let (fixed, moving) = (0.35 * middle, share * swing)
      middles[.added]?[dimension] = (fixed * fixed + moving * moving).squareRoot()
    }
    self.place = place
    self.middles = middles
  }

  /// What is believed of a counter's spread; nil where no night reports it.
  func prior(_ measure: Measure, _ dimension: Dimension) -> SpreadPrior? {
    guard let middle = middles[measure]?[dimension], let place = place[measure] else { return nil }
    // Per-CPU memory comes in units: whoever else is there does not make it noisy.
    let factor = dimension == .percpu ? 1 : Mathematics.exp(place.factor)
    let floor: Double = dimension == .percpu ? 6 : measure == .peak ? 12 : 8
    return SpreadPrior(
      middle: middle * factor, doubt: (0.25 + place.doubt * place.doubt).squareRoot(), floor: floor)
  }

  /// The mean logarithm of how much more the counters differ than usual, drawn towards 0 by how little is known.
  private static func place(
    _ seen: [Dimension: [Double]], _ middles: [Dimension: Double]
  ) -> (factor: Double, doubt: Double) {
    var weights = 0.0
    var sum = 0.0
    for dimension in RunSummary.dimensions where dimension != .slab && dimension != .percpu {
      guard let values = seen[dimension], values.count >= 3, let middle = middles[dimension] else { continue }
      let free = Double(values.count - 1)
      let spread = values.count == 3 ? deviation(values) : OrderStatistics.deviation(values)
      let ratio = Mathematics.log(max(spread, 0.1 * middle) / middle) + 0.25 / free
      let weight = 1 / (0.25 + 0.7 / free)
      sum += weight * ratio
      weights += weight
    }
    guard weights > 0 else { return (0, 0.9) }
    // Stacks are in VmallocUsed, too: five counters say as much as four.
    let known = 0.8 * weights
    let total = known + 1 / 0.64
    return (sum / weights * known / total, (1 / total).squareRoot())
  }

  private static func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }
}
