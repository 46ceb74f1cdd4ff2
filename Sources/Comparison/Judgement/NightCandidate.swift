/// What is most certain of a counter, before counters that belong together are one finding.
struct NightCandidate {
  /// What is said of it.
  var verdict = CheckVerdict.pass

  /// Which measure rose; nil for a drift, and where nothing did.
  var measure: Measure?

  /// How far.
  var shift: Shift?

  /// That its level drifts.
  var drift: Drift?

  /// That nothing rose, or a measure of it.
  init(verdict: CheckVerdict = .pass, measure: Measure? = nil, shift: Shift? = nil) {
    (self.verdict, self.measure, self.shift) = (verdict, measure, shift)
  }

  /// That it drifts.
  init(drift: Drift) { (verdict, self.drift) = (.fail, drift) }
}
