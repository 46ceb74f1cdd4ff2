package import KernelMemory

/// What a check says of one counter.
package struct CheckFinding: Sendable {
  /// How memory rose; the raw value is the word of `kmem-check/1`.
  package enum Kind: String, CaseIterable, Sendable, Hashable {
    /// It is there before the job starts.
    case level
    /// It rises with time while the job runs.
    case growth
    /// It is left after the job.
    case leftover
    /// Each iteration leaves some.
    case perIteration = "per-iteration"
    /// It is taken and given back.
    case peak
    /// The level rises a little with each night.
    case drift
  }

  /// The counter.
  package let dimension: Dimension

  /// What is said of it.
  package var verdict: CheckVerdict

  /// How it differs most; nil where it is unknown.
  package var kind: Kind?

  /// How much more there is than on a usual night, kB (for each iteration: kB an iteration); nil where it is unknown.
  package var difference: Double?

  /// The 95 % interval of ``difference``.
  package var interval: ClosedRange<Double>?

  /// How many nights it was compared with.
  package var nights: Int

  /// The name of the first session of the new regime; nil for tonight's, and where nothing changed.
  package var since: String?

  /// The counter whose rise is this one's, too: one cause is one finding.
  package var explainedBy: Dimension?

  /// Owners of this kind of memory that no night before had, with KiB, the largest first.
  package var newOwners: [(name: String, kibibytes: Int64)] = []

  /// What the counter was before the job and at most tonight, kB; nil where tonight does not report it.
  package var tonight: CounterSummary?

  /// Makes a finding.
  package init(dimension: Dimension, verdict: CheckVerdict, nights: Int) {
    self.dimension = dimension
    self.verdict = verdict
    self.nights = nights
  }
}
