package import KernelMemory

/// Everything that the analysis says about one dimension.
package struct Finding: Sendable {
  /// The dimension.
  package var dimension: Dimension
  /// The series that was judged; nil when absent.
  package var series: Series?
  /// Plain numbers; nil when absent.
  package var statistics: Statistics?
  /// Whether the series is arithmetic of other counters, for the source does not report it.
  package var isDerived = false
  /// What the series does.
  package var shape: Shape
  /// How it weighs.
  package var verdict: Verdict
  /// What the rules say, the worst first.
  package var judgements: [Judgement]
  /// Who stands behind it; nil where no snapshot of the owners tells.
  package var ownership: Ownership?

  /// Makes a finding.
  package init(
    dimension: Dimension, series: Series?, statistics: Statistics?, shape: Shape, verdict: Verdict,
    judgements: [Judgement] = [], ownership: Ownership? = nil
  ) {
    self.dimension = dimension
    self.series = series
    self.statistics = statistics
    self.shape = shape
    self.verdict = verdict
    self.judgements = judgements
    self.ownership = ownership
  }
}
