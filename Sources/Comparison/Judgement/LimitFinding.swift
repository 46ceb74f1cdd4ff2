package import KernelMemory

/// A plain limit that a user sets, beside what nights are like.
package struct CheckLimit: Sendable, Hashable {
  /// The counter.
  package let dimension: Dimension

  /// What of it is limited: level, growth, leftover, per-iteration or peak.
  package let kind: CheckFinding.Kind

  /// kB that are still allowed.
  package let kibibytes: Double

  /// Makes a limit.
  package init(_ dimension: Dimension, _ kind: CheckFinding.Kind, kibibytes: Double) {
    self.dimension = dimension
    self.kind = kind
    self.kibibytes = kibibytes
  }
}

/// What became of a limit.
package struct LimitFinding: Sendable {
  /// The limit.
  package let limit: CheckLimit

  /// What was measured, kB (for each iteration: kB an iteration); nil where the session does not tell.
  package let measured: Double?

  /// Whether there is more than the limit allows.
  package var isExceeded: Bool { measured.map { $0 > limit.kibibytes } ?? false }

  /// Holds a run to a limit.
  package init(_ limit: CheckLimit, _ run: RunSummary) {
    self.limit = limit
    guard let counter = run.counters[limit.dimension] else {
      measured = nil
      return
    }
    measured =
      switch limit.kind {
      case .level, .drift: counter.level
      case .growth, .leftover: counter.added
      case .peak: counter.peak
      case .perIteration: run.iterations > 0 ? counter.added / Double(run.iterations) : nil
      }
  }
}
