import KernelMemory

/// Whether the rising half of a day would look like a growth: load comes in the morning and goes in the evening, and so do its counters.
struct DayRhythm {
  /// The change of the growth, kB.
  let change: Double

  /// What a day takes, hours.
  private static let day = 24.0
  /// Growth that has gone on for so long has outlasted the fall of every day's rhythm: one and a half days hold a whole night.
  private static let outlasting = 36.0
  /// The largest swing of a day that is taken for a rhythm, as a share of the level: of hosts with a rhythm few swing by half.
  private static let swing = 0.5
  /// The same as a share of RAM: the kernel's own memory swings by a hundredth or two.
  private static let swingOfRAM = 0.05
  /// By how much of itself the memory of processes has to fall for a rhythm to be falling: less is noise.
  private static let fall = 0.1

  /// nil where the growth outlasts or outruns any day's rhythm, goes on against its fall, or rose by more than earlier in the record.
  init?(_ asked: Question) {
    let evidence = asked.evidence
    guard let trend = asked.shape?.trend, trend.slope > 0, let series = evidence.series[asked.dimension] else {
      return nil
    }
    let hours = Double(series.times[trend.last] - series.times[trend.first]) / 3_600_000
    guard hours < DayRhythm.outlasting else { return nil }
    let change = trend.slope * hours
    // The steepest slope of a sine that swings by so much in a day is π times as large.
    let level = Double(series.values[trend.last])
    guard trend.low < .pi * DayRhythm.swing * level / DayRhythm.day,
      change < DayRhythm.swingOfRAM * (evidence.ram ?? .infinity)
    else { return nil }
    if let fall = DayRhythm.change(of: .anonPages, evidence, asked.dimension), fall < -DayRhythm.fall { return nil }
    guard !DayRhythm.outdoes(series, trend, change) else { return nil }
    self.change = change
  }

  /// Whether the growth is twice what the counter ever rose by in a time as long before it, of at least a day.
  private static func outdoes(_ series: Series, _ trend: Trend, _ change: Double) -> Bool {
    let begin = series.times[trend.first]
    guard let start = series.times.first, Double(begin - start) >= day * 3_600_000 else { return false }
    var lowest = Double.infinity
    var most = 0.0
    for position in 0..<trend.first {
      lowest = min(lowest, Double(series.values[position]))
      most = max(most, Double(series.values[position]) - lowest)
    }
    return change > 2 * most
  }

  /// By how much of itself a context counter changed over the growth; nil where that is not known.
  private static func change(of counter: ContextCounter, _ evidence: Evidence, _ dimension: Dimension) -> Double? {
    guard let trend = evidence.shapes[dimension]?.trend, let series = evidence.series[dimension],
      let before = evidence.session.value(of: counter, near: series.sample(at: trend.first)), before > 0,
      let after = evidence.session.value(of: counter, near: series.sample(at: trend.last))
    else { return nil }
    return Double(after - before) / Double(before)
  }
}
