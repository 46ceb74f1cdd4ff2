/// Which number of a run is asked about.
package enum Measure: CaseIterable, Sendable, Hashable {
  /// What was there before the job started.
  case level
  /// What the run added.
  case added
  /// How far it went above both ends.
  case peak
}
