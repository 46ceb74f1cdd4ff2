package import KernelMemory

/// The neutral value that every output is made from: HTML, Markdown, text and JSON.
package struct Findings: Sendable {
  /// The session that was analysed.
  package var session: Session
  /// The worst verdict of the dimensions.
  package var verdict: Verdict
  /// Why, the most important finding first.
  package var headline: String
  /// One finding a dimension, in the order of the cases of ``/KernelMemory/Dimension``.
  package var dimensions: [Finding]

  /// Makes findings.
  package init(session: Session, verdict: Verdict, headline: String, dimensions: [Finding]) {
    self.session = session
    self.verdict = verdict
    self.headline = headline
    self.dimensions = dimensions
  }

  /// The finding of one dimension.
  package subscript(dimension: Dimension) -> Finding? { dimensions.first { $0.dimension == dimension } }
}
