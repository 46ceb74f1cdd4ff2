package import KernelMemory

extension Findings {
  /// Analyses a session: every dimension's pattern, then every rule of the policy, then the verdict.
  package init(analysing session: Session, policy: Policy = .standard) {
    var series: [Dimension: Series] = [:]
    var shapes: [Dimension: Shape] = [:]
    var statistics: [Dimension: Statistics] = [:]
    var shared = SharedSampling()
    for dimension in Dimension.allCases {
      guard let values = session.series(dimension), let numbers = Statistics(values.values) else { continue }
      series[dimension] = values
      statistics[dimension] = numbers
      shapes[dimension] = analyse(values, &shared)
    }
    var owners: [Dimension: Ownership] = [:]
    for dimension in Dimension.allCases {
      owners[dimension] = Ownership(
        dimension, session: session, series: series[dimension], shape: shapes[dimension])
    }
    let evidence = Evidence(
      session: session, series: series, shapes: shapes, statistics: statistics, owners: owners)
    let dimensions = Dimension.allCases.map { dimension in
      Findings.finding(dimension, evidence, policy)
    }
    let verdict = dimensions.map(\.verdict).max() ?? .unknown
    self.init(
      session: session, verdict: verdict, headline: Findings.headline(dimensions, verdict: verdict),
      dimensions: dimensions)
  }

  private static func finding(_ dimension: Dimension, _ evidence: Evidence, _ policy: Policy) -> Finding {
    var finding = Finding(
      dimension: dimension, series: evidence.series[dimension], statistics: evidence.statistics[dimension],
      shape: evidence.shapes[dimension] ?? Shape(pattern: .absent), verdict: .unknown, sentences: [],
      ownership: evidence.owners[dimension])
    let facts = WhatHappened(finding: finding, session: evidence.session).sentences
    guard finding.series != nil else {
      finding.sentences = facts
      return finding
    }
    let judgements = Rule.all.compactMap { $0(dimension, evidence, policy) }
    let isKnown = finding.shape.pattern != .insufficient
    finding.verdict = judgements.map(\.verdict).max() ?? (isKnown ? .normal : .unknown)
    finding.judgements = judgements.enumerated().sorted {
      ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset)
    }.map(\.element)
    let owner = finding.ownership?.sentence.map { [$0] } ?? []
    finding.sentences =
      Array(facts.prefix(1)) + owner + finding.judgements.map(\.sentence) + Array(facts.dropFirst())
    return finding
  }

  private static func headline(_ dimensions: [Finding], verdict: Verdict) -> String {
    switch verdict {
    case .unknown:
      return dimensions.contains { $0.series != nil }
        ? "The record is too short to judge: no dimension has enough samples."
        : "The session holds none of the counters."
    case .normal:
      let present = dimensions.filter { $0.dimension.isBand && $0.series != nil }.count
      return
        "Nothing to act on: \(Phrase.count(present, "dimension")) of kernel memory looked at, none grows without reason or is out of proportion."
    case .watch, .problem:
      let worst = dimensions.filter { $0.verdict == verdict }
      let first = worst.max { weight($0) < weight($1) } ?? worst[0]
      let bands = worst.filter { $0.dimension != first.dimension && $0.dimension.isBand }.map(\.dimension.name)
      let others = bands.isEmpty && !first.dimension.isBand ? worst.dropFirst().map(\.dimension.name) : bands
      let also = others.isEmpty ? "" : " Also: \(others.joined(separator: ", "))."
      let owner = first.ownership?.sentence.map { [$0] } ?? []
      let why = first.judgements.filter { $0.verdict == verdict }.prefix(3).map(\.sentence)
      // What MemAvailable did in itself is no news beside what its rules make of it.
      let what = first.dimension.isSupply ? [] : first.sentences.prefix(1)
      return (what + owner + why).joined(separator: " ") + also
    }
  }

  /// What takes memory fastest weighs most: slope first, then size of the change; the five before their parts.
  private static func weight(_ finding: Finding) -> Double {
    let taken = (finding.shape.trend?.slope ?? 0) * (finding.dimension.isSupply ? -1 : 1)
    let slope = finding.shape.isLeak || finding.dimension.isSupply ? max(0, taken) * 1e6 : 0
    return (finding.dimension.isBand ? 1.5 : 1) * (slope + Double(abs(finding.statistics?.change ?? 0)))
  }
}
