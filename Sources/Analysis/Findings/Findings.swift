package import KernelMemory

/// The neutral value that every output is made from: HTML, Markdown, text and JSON.
package struct Findings: Sendable {
  /// The session that was analysed.
  package var session: Session
  /// The worst verdict of the dimensions; a problem where the kernel had to kill a process for memory.
  package var verdict: Verdict
  /// One finding a dimension, in the order of the cases of ``/KernelMemory/Dimension``.
  package var dimensions: [Finding]
  /// The limits of the host and of who stands behind a growth, those that are reached soonest first.
  package var limits: [LimitReach] = []
  /// RAM that no counter names at the end, kB; nil where a counter that is needed is missing.
  package var unnamed: Int64?

  /// Makes findings.
  package init(session: Session, verdict: Verdict, dimensions: [Finding]) {
    self.session = session
    self.verdict = verdict
    self.dimensions = dimensions
  }

  /// The findings with the worst verdict of any, the one that weighs most first; empty where nothing is to be watched.
  package var worst: [Finding] {
    guard let most = dimensions.map(\.verdict).max(), most >= .watch else { return [] }
    let worst = dimensions.filter { $0.verdict == most }
    guard let first = worst.max(by: { $0.weight < $1.weight }) else { return [] }
    return [first] + worst.filter { $0.dimension != first.dimension }
  }

  /// The finding of one dimension.
  package subscript(dimension: Dimension) -> Finding? { dimensions.first { $0.dimension == dimension } }
}
