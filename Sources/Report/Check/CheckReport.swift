import Analysis
package import Comparison
import KernelMemory

/// A check as it is told: what every form of it says, made of the numbers once.
package struct CheckReport: Sendable {
  /// What was found.
  package let check: ComparisonCheck

  /// Plain limits that the user set, and what became of them.
  package let limits: [LimitFinding]

  /// What the rules of the policy say of a counter, where there is no earlier session; empty where there is one.
  let rules: [Dimension: String]

  /// A check against earlier sessions.
  package init(_ check: ComparisonCheck, limits: [LimitFinding] = []) {
    self.check = check
    self.limits = limits
    rules = [:]
  }

  /// A check by the rules of the policy alone: what is a problem fails.
  ///
  /// - Parameters:
  ///   - report: What the rules say.
  ///   - tonight: The session in short.
  ///   - limits: The user's own limits.
  ///   - isWanted: Which findings count.
  package init(
    _ report: Report, _ tonight: RunSummary, limits: [LimitFinding] = [],
    isWanted: (CheckFinding) -> Bool = { _ in true }
  ) {
    var rules: [Dimension: String] = [:]
    var findings: [CheckFinding] = []
    for finding in report.findings.dimensions where finding.series != nil {
      findings.append(
        CheckFinding(dimension: finding.dimension, verdict: CheckReport.verdict(finding.verdict), nights: 0))
      // The first sentence is what happened, those behind it say who and why.
      let sentences = report.content.sentences(finding.dimension).prefix(2)
      rules[finding.dimension] = sentences.joined(separator: " ")
    }
    let verdict = CheckReport.verdict(report.findings.verdict)
    var check = ComparisonCheck(tonight, verdict: verdict, findings: findings)
    if findings.contains(where: { !isWanted($0) }) { check.restrict(to: isWanted) }
    self.check = check
    self.limits = limits
    self.rules = rules
  }

  /// The verdict, limits included.
  package var verdict: CheckVerdict { limits.contains { $0.isExceeded } ? .fail : check.verdict }

  private static func verdict(_ verdict: Verdict) -> CheckVerdict {
    switch verdict {
    case .unknown: .unknown
    case .normal: .pass
    case .watch: .watch
    case .problem: .fail
    }
  }

  /// What is said of a counter, without a trailing period.
  func sentence(_ finding: CheckFinding) -> CheckSentence {
    CheckSentence(finding: finding, iterations: check.tonight.iterations, rules: rules[finding.dimension])
  }
}
