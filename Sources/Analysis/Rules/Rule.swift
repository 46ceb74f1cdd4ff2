package import KernelMemory

/// One question that is asked of a dimension; rules are data, all in ``Rule/all``.
package struct Rule: Sendable {
  /// A short name that stays the same for ever: `slab-share`.
  package let name: String
  /// The dimensions that it is asked of.
  package let dimensions: [Dimension]
  /// What it asks, for a reader.
  package let question: String
  /// The number that it compares with, its unit is in `question`; nil where a yes or no decides.
  package let threshold: Double?
  /// Where the number comes from.
  package let source: String
  /// The verdict and the sentence when the rule applies, nil when it does not.
  let judge: @Sendable (Dimension, Evidence, Double) -> (Verdict, String)?

  /// Makes a rule with a threshold.
  init(
    _ name: String, _ dimensions: [Dimension], question: String, threshold: Double, source: String,
    judge: @escaping @Sendable (Dimension, Evidence, Double) -> (Verdict, String)?
  ) {
    self.name = name
    self.dimensions = dimensions
    self.question = question
    self.threshold = threshold
    self.source = source
    self.judge = judge
  }

  /// Makes a rule that compares with nothing.
  init(
    _ name: String, _ dimensions: [Dimension], question: String, source: String,
    judge: @escaping @Sendable (Dimension, Evidence) -> (Verdict, String)?
  ) {
    self.name = name
    self.dimensions = dimensions
    self.question = question
    threshold = nil
    self.source = source
    self.judge = { dimension, evidence, _ in judge(dimension, evidence) }
  }

  /// Asks the rule of one dimension; nil when it does not apply.
  func callAsFunction(_ dimension: Dimension, _ evidence: Evidence, _ policy: Policy) -> Judgement? {
    guard dimensions.contains(dimension), policy.asks(self),
      let (verdict, sentence) = judge(dimension, evidence, policy.threshold(self) ?? 0)
    else { return nil }
    return Judgement(rule: name, verdict: verdict, sentence: sentence)
  }

  /// Every rule, in the order in which their sentences appear when verdicts are equal.
  package static let all: [Rule] = growth + supply + proportion + overlap + remainder
}
