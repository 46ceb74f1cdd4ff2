public import KernelMemory

/// Everything that the analysis says about one dimension.
public struct Finding: Sendable {
  /// The dimension.
  public var dimension: Dimension
  /// The series that was judged; nil when absent.
  public var series: Series?
  /// Plain numbers; nil when absent.
  public var statistics: Statistics?
  /// What the series does.
  public var shape: Shape
  /// How it weighs.
  public var verdict: Verdict
  /// What the rules say, the worst first.
  public var judgements: [Judgement]
  /// Why, in computed sentences, the most important first; never empty.
  public var sentences: [String]

  /// Who stands behind it; nil where no snapshot of the owners tells.
  public var ownership: Ownership?

  /// Makes a finding.
  public init(
    dimension: Dimension, series: Series?, statistics: Statistics?, shape: Shape, verdict: Verdict,
    judgements: [Judgement] = [], sentences: [String], ownership: Ownership? = nil
  ) {
    self.dimension = dimension
    self.series = series
    self.statistics = statistics
    self.shape = shape
    self.verdict = verdict
    self.judgements = judgements
    self.sentences = sentences
    self.ownership = ownership
  }
}
