package import KernelMemory

extension Findings {
  /// Analyses a session: every dimension's pattern, then every rule of the policy, then the verdict.
  package init(analysing session: Session, policy: Policy = .standard) {
    let (session, derived) = session.derivingHalves
    let evidence = Evidence(analysing: session)
    let dimensions = Dimension.allCases.map { dimension in
      var finding = Findings.finding(dimension, evidence, policy)
      finding.isDerived = derived.contains(dimension)
      return finding
    }
    // Whatever the counters say, a host that had to kill had nothing left.
    let isKilling = session.events.contains { $0.victim != nil }
    self.init(
      session: session, verdict: isKilling ? .problem : dimensions.map(\.verdict).max() ?? .unknown,
      dimensions: dimensions)
    limits = evidence.limits
    unnamed = evidence.unnamed.map { Int64($0.last) }
  }

  private static func finding(_ dimension: Dimension, _ evidence: Evidence, _ policy: Policy) -> Finding {
    var finding = Finding(
      dimension: dimension, series: evidence.series[dimension], statistics: evidence.statistics[dimension],
      shape: evidence.shapes[dimension] ?? Shape(pattern: .absent), verdict: .unknown,
      ownership: evidence.owners[dimension])
    guard finding.series != nil else { return finding }
    var said: Set<Reason> = []
    // What explains a growth may be asked by two rules.
    let judgements = Rule.all.compactMap { $0(dimension, evidence, policy) }.filter { said.insert($0.reason).inserted }
    let isKnown = finding.shape.pattern != .insufficient
    finding.verdict = judgements.map(\.verdict).max() ?? (isKnown ? .normal : .unknown)
    finding.judgements = judgements.enumerated().sorted {
      ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset)
    }.map(\.element)
    return finding
  }
}

extension Finding {
  /// What takes memory fastest weighs most: slope first, then size of the change; the five before their parts.
  var weight: Double {
    let taken = (shape.trend?.slope ?? 0) * (dimension.isSupply ? -1 : 1)
    let slope = shape.isLeak || dimension.isSupply ? max(0, taken) * 1e6 : 0
    return (dimension.isBand ? 1.5 : 1) * (slope + Double(abs(statistics?.change ?? 0)))
  }
}
