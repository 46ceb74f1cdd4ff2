public import KernelMemory

/// The neutral value that every output is made from: HTML, Markdown, text and JSON.
public struct Findings: Sendable {
  /// The session that was analysed.
  public var session: Session
  /// The worst verdict of the dimensions.
  public var verdict: Verdict
  /// Why, the most important finding first.
  public var headline: String
  /// One finding a dimension, in the order of the cases of ``/KernelMemory/Dimension``.
  public var dimensions: [Finding]

  /// Makes findings.
  public init(session: Session, verdict: Verdict, headline: String, dimensions: [Finding]) {
    self.session = session
    self.verdict = verdict
    self.headline = headline
    self.dimensions = dimensions
  }

  /// The finding of one dimension.
  public subscript(dimension: Dimension) -> Finding? { dimensions.first { $0.dimension == dimension } }
}
