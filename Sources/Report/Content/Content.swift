import Analysis
import KernelMemory

/// What every form of a report says, once: the headline, and the sentences of each dimension.
struct Content: Sendable {
  /// Why the verdict is what it is, the most important finding first.
  let headline: String
  /// By dimension, computed sentences, the most important first; never empty.
  private let sentences: [Dimension: [String]]

  /// Puts findings into words.
  init(_ findings: Findings) {
    var sentences: [Dimension: [String]] = [:]
    for finding in findings.dimensions {
      sentences[finding.dimension] = Content.sentences(finding, findings.session)
    }
    self.sentences = sentences
    headline = Headline(findings: findings).text
  }

  /// The sentences on a dimension.
  func sentences(_ dimension: Dimension) -> [String] { sentences[dimension] ?? [] }

  private static func sentences(_ finding: Finding, _ session: Session) -> [String] {
    let facts = WhatHappened(finding: finding, session: session).sentences
    let owner = Content.owner(finding, session)
    let why = finding.judgements.map { JudgementSentence(judgement: $0, finding: finding, session: session).text }
    return facts.prefix(1) + owner + why + facts.dropFirst()
  }

  /// Who holds it, what it is made of, who came when it began, and where the process comes from; empty where nothing is recorded.
  static func owner(_ finding: Finding, _ session: Session) -> [String] {
    let holder = HolderSentence(finding)?.sentence
    return [
      OwnerSentence(finding)?.sentence, Mechanism(finding)?.sentence,
      holder ?? Suspect(finding: finding, session: session).sentence, ProcessSentence(finding, session)?.sentence,
    ].compactMap(\.self)
  }
}

extension Findings {
  /// One sentence that names the counters without a single value; nil where all are there.
  var absence: String? {
    let names = dimensions.filter { $0.series == nil }.map(\.dimension.name)
    guard !names.isEmpty else { return nil }
    return "Not reported in this session, hence unknown and not zero: \(names.joined(separator: ", "))."
  }
}
