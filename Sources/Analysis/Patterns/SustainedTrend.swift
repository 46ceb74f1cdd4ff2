/// A growth or fall of the whole record that is plain without any model of its way: stairs, a rhythm on a slope, a slow bend.
struct SustainedTrend {
  /// The mean pace.
  let drift: Drift

  /// The farthest that it may fall back on its way, as a share of the whole: more is a wave or a saw-tooth, and theirs to judge.
  private static let mostFallback = 0.35
  /// In multiples of what is material: counters of hosts at rest creep by a few dozen pages in minutes and never fall back.
  private static let least = 10.0
  /// What never falls back by more than this is no walk at all, whatever its pauses: a Brownian path that rises by two of its deviations
  /// stays so near to its highest value with a probability of exp(−π²/(8·0.3²)), one in a million.
  private static let ratchet = 0.15
  /// The first half of the rise may not take less than this share of the time: what saturates with half of the record as its time constant
  /// takes 0.28, and a straight line 0.5.
  private static let leastMiddle = 0.3

  /// Takes bins; nil where a walk without drift would do as much, where the trend is not most of the range, turns round, fades, or has ended.
  init?(_ bins: Bins, of stretch: Stretch) {
    guard let drift = Drift(bins), let passages = Passages(bins, sign: drift.slope < 0 ? -1 : 1),
      abs(drift.slope) > max(SustainedTrend.least * bins.material, 0.5 * bins.range),
      passages.middle > SustainedTrend.leastMiddle,
      passages.isThroughout(stretch),
      drift.isCertain && passages.fallback < SustainedTrend.mostFallback
        || passages.isGradual && passages.fallback < SustainedTrend.ratchet
    else { return nil }
    self.drift = drift
  }
}
