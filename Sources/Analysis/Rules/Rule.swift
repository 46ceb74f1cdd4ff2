package import KernelMemory

/// One question that is asked of a dimension; rules are data, all in ``Rule/all``.
package struct Rule: Sendable {
  /// A short name that stays the same for ever: `slab-share`.
  package let name: String
  /// The dimensions that it is asked of.
  package let dimensions: [Dimension]
  /// What it asks, for a reader.
  package let question: String
  /// The number that it compares with, in ``unit``; nil where a yes or no decides.
  package let threshold: Double?
  /// Where the number comes from.
  package let source: String
  /// What it measures and compares in; nil where a yes or no decides.
  package let unit: Judgement.Unit?
  /// The answer when the rule applies, nil when it does not.
  let judge: @Sendable (Question) -> Judgement?

  /// Makes a rule; without a threshold it compares with nothing.
  init(
    _ name: String, _ dimensions: [Dimension], question: String, threshold: Double? = nil, unit: Judgement.Unit? = nil,
    source: String, judge: @escaping @Sendable (Question) -> Judgement?
  ) {
    self.name = name
    self.dimensions = dimensions
    self.question = question
    self.threshold = threshold
    self.unit = unit
    self.source = source
    self.judge = judge
  }

  /// Asks the rule of one dimension; nil when it does not apply.
  func callAsFunction(_ dimension: Dimension, _ evidence: Evidence, _ policy: Policy) -> Judgement? {
    guard dimensions.contains(dimension), policy.asks(self) else { return nil }
    return judge(
      Question(rule: self, dimension: dimension, evidence: evidence, threshold: policy.threshold(self) ?? 0))
  }

  /// Every rule, in the order in which their sentences appear when verdicts are equal.
  package static let all: [Rule] = growth + supply + ends + proportion + overlap + remainder
}
