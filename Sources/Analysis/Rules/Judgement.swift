/// What one rule says of one dimension.
package struct Judgement: Sendable, Hashable {
  /// The rule's name.
  package var rule: String
  /// How bad it is.
  package var verdict: Verdict
  /// Why, with the numbers; a full sentence.
  package var sentence: String

  /// Makes a judgement.
  package init(rule: String, verdict: Verdict, sentence: String) {
    self.rule = rule
    self.verdict = verdict
    self.sentence = sentence
  }
}
