/// What one rule says of one dimension.
public struct Judgement: Sendable, Hashable {
  /// The rule's name.
  public var rule: String
  /// How bad it is.
  public var verdict: Verdict
  /// Why, with the numbers; a full sentence.
  public var sentence: String

  /// Makes a judgement.
  public init(rule: String, verdict: Verdict, sentence: String) {
    self.rule = rule
    self.verdict = verdict
    self.sentence = sentence
  }
}
