import Analysis
import KernelMemory

/// The one paragraph under the heading: what was found, whose it is, and why it matters.
struct Headline {
  let findings: Findings

  /// The words.
  var text: String {
    switch findings.verdict {
    case .unknown: return unknown
    case .normal: return normal
    case .watch, .problem: return worst
    }
  }

  /// What little a few samples say.
  private var unknown: String {
    guard findings.dimensions.contains(where: { $0.series != nil }) else {
      return findings.session.times.isEmpty
        ? "The session holds no samples." : "The session holds none of the counters."
    }
    let count = findings.session.times.count
    let few = "\(Phrase.count(count, "sample")) \(count == 1 ? "is" : "are") too few to tell a pattern."
    return [Inventory(findings: findings).sentence, change, few].compactMap(\.self).joined(separator: " ")
  }

  /// Nothing to act on; what changed most all the same, and what the record could not have shown.
  private var normal: String {
    let bands = findings.dimensions.filter { $0.dimension.isBand && $0.series != nil }
    var text = "Nothing to act on: \(Phrase.count(bands.count, "dimension")) of kernel memory looked at"
    if let first = findings.session.times.first, let last = findings.session.times.last, last > first {
      text += " over \(CivilTime.duration(milliseconds: last - first))"
    }
    text += change.map { ". " + $0 } ?? "."
    guard let visible = bands.compactMap(\.shape.visible).max() else { return text }
    return text + " Growth of less than \(Phrase.rate(visible, Pace(findings.session))) would not have shown."
  }

  /// The largest movement of one of the five; nil where none moved.
  private var change: String? {
    func extent(_ finding: Finding) -> Int64 { finding.statistics.map { $0.max - $0.min } ?? 0 }
    let bands = findings.dimensions.filter(\.dimension.isBand)
    guard let most = bands.max(by: { extent($0) < extent($1) }), extent(most) > 0, let numbers = most.statistics else {
      return nil
    }
    let (from, to) = Phrase.sizes(Double(numbers.first), Double(numbers.last))
    let (low, high) = Phrase.sizes(Double(numbers.min), Double(numbers.max))
    let session = findings.session
    let moved: [Pattern] = [.growthStopped, .stepUp, .stepDown, .spike, .drop]
    let what =
      moved.contains(most.shape.pattern) ? WhatHappened(finding: most, session: session).sentences.prefix(1) : []
    let rest = (what + Content.owner(most, session)).map { " \($0)" }.joined()
    return
      "\(most.dimension.name) changed most: \(from) at the start, \(to) at the end, between \(low) and \(high).\(rest)"
  }

  /// Growth that is to be watched beside a problem: another cause, which must not be forgotten over the first.
  private func lesser(than first: Finding) -> [Finding] {
    findings.dimensions.filter {
      $0.dimension.isBand && $0.verdict == .watch && first.verdict == .problem && $0.shape.isLeak
    }
  }

  /// `KernelStack (worker-pool)`, where its owner is a command.
  private func name(_ finding: Finding) -> String {
    guard let leader = finding.ownership?.leader, leader.kind.isCommand, leader.share ?? 0 >= 0.5 else {
      return finding.dimension.name
    }
    return "\(finding.dimension.name) (\(leader.name))"
  }

  private var worst: String {
    let worst = findings.worst
    guard let first = worst.first else { return "" }
    let bands = worst.dropFirst().filter(\.dimension.isBand).map(name) + lesser(than: first).map(name)
    let others = bands.isEmpty && !first.dimension.isBand ? worst.dropFirst().map(\.dimension.name) : bands
    let also = others.isEmpty ? "" : " Also: \(others.joined(separator: ", "))."
    let session = findings.session
    let owner = Content.owner(first, session)
    let why = first.judgements.filter { $0.verdict == first.verdict }.prefix(3).map {
      JudgementSentence(judgement: $0, finding: first, session: session).text
    }
    // What MemAvailable did in itself is no news beside what its rules make of it.
    let what =
      first.dimension.isSupply ? [] : WhatHappened(finding: first, session: session).sentences.prefix(1)
    return (what + owner + why).joined(separator: " ") + also
  }
}
