/// How a pattern weighs on this host; ordered from harmless to bad, `unknown` first.
package enum Verdict: String, CaseIterable, Sendable, Hashable, Comparable {
  /// The session does not support a judgement.
  case unknown
  /// Nothing to do.
  case normal
  /// Look again.
  case watch
  /// Act.
  case problem

  /// The more harmless first.
  package static func < (left: Verdict, right: Verdict) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}
