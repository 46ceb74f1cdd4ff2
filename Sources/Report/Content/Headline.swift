import Analysis
import KernelMemory

/// The one paragraph under the heading: what was found, whose it is, and why it matters.
struct Headline {
  let findings: Findings

  /// The words.
  var text: String {
    switch findings.verdict {
    case .unknown:
      return findings.dimensions.contains { $0.series != nil }
        ? "The record is too short to judge: no dimension has enough samples."
        : "The session holds none of the counters."
    case .normal:
      let present = findings.dimensions.filter { $0.dimension.isBand && $0.series != nil }.count
      return
        "Nothing to act on: \(Phrase.count(present, "dimension")) of kernel memory looked at, none grows without reason or is out of proportion."
    case .watch, .problem: return worst
    }
  }

  private var worst: String {
    let worst = findings.worst
    guard let first = worst.first else { return "" }
    let bands = worst.dropFirst().filter(\.dimension.isBand).map(\.dimension.name)
    let others = bands.isEmpty && !first.dimension.isBand ? worst.dropFirst().map(\.dimension.name) : bands
    let also = others.isEmpty ? "" : " Also: \(others.joined(separator: ", "))."
    let session = findings.session
    let owner = OwnerSentence(first)?.sentence.map { [$0] } ?? []
    let why = first.judgements.filter { $0.verdict == first.verdict }.prefix(3).map {
      JudgementSentence(judgement: $0, finding: first, session: session).text
    }
    // What MemAvailable did in itself is no news beside what its rules make of it.
    let what =
      first.dimension.isSupply ? [] : WhatHappened(finding: first, session: session).sentences.prefix(1)
    return (what + owner + why).joined(separator: " ") + also
  }
}
