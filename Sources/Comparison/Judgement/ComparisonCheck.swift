import KernelMemory

/// Whether kernel memory regressed: tonight's session against the nights before.
package struct ComparisonCheck: Sendable {
  /// The worst of the findings, or that nothing can be known.
  package var verdict: CheckVerdict

  /// Whether tonight can be compared with any night.
  package let isComparable: Bool

  /// One for each counter that tonight or a night reports, in the order of `RunSummary.dimensions`.
  package var findings: [CheckFinding]

  /// What a reader should know beside.
  package var reasons: [CheckReason]

  /// Tonight's session.
  package let tonight: RunSummary

  /// The nights that it was compared with, in order.
  package let nights: [RunSummary]

  /// All the earlier sessions that were given, in order.
  package let earlier: [RunSummary]

  /// Compares.
  ///
  /// - Parameters:
  ///   - tonight: The session that is judged.
  ///   - nights: Earlier ones, in order.
  ///   - acceptance: From when on levels were accepted by a person; nil where none were.
  package init(_ tonight: RunSummary, against nights: [RunSummary], acceptance: Acceptance? = nil) {
    self.tonight = tonight
    earlier = nights
    let comparability = Comparability(tonight, nights)
    self.nights = comparability.nights
    var reasons: [CheckReason] = []
    if let first = comparability.leftOut.first {
      reasons.append(.leftOut(count: comparability.leftOut.count, first: first.name, first.obstacle))
    }
    guard comparability.obstacles.isEmpty else {
      (verdict, isComparable, findings) = (.unknown, false, [])
      self.reasons = comparability.obstacles.map { .notComparable($0) } + reasons
      return
    }
    isComparable = true
    let judge = NightJudge(tonight, comparability.nights, acceptance)
    findings = judge.findings
    self.reasons = judge.reasons + reasons
    verdict = findings.contains { $0.verdict == .fail } ? .fail : judge.mildest
    if verdict == .pass, findings.contains(where: { $0.verdict == .watch }) { verdict = .watch }
  }

  /// A check without earlier sessions: what was found otherwise.
  package init(_ tonight: RunSummary, verdict: CheckVerdict, findings: [CheckFinding]) {
    self.tonight = tonight
    self.verdict = verdict
    self.findings = findings
    isComparable = true
    nights = []
    earlier = []
    reasons = []
  }

  /// The findings that made the verdict, the largest first.
  package var alarms: [CheckFinding] {
    findings.filter { $0.verdict == .fail }.sorted { ($0.difference ?? 0) > ($1.difference ?? 0) }
  }

  /// Keeps the findings that are asked for, and judges by them alone.
  package mutating func restrict(to isWanted: (CheckFinding) -> Bool) {
    findings = findings.filter(isWanted)
    reasons.append(.restricted)
    guard verdict == .fail || verdict == .watch else { return }
    let isWatched = findings.contains { $0.verdict == .watch }
    verdict = findings.contains { $0.verdict == .fail } ? .fail : isWatched ? .watch : .pass
  }
}
