import Comparison
import KernelMemory

extension CheckReport {
  /// The verdict in one line: `fail: SUnreclaim: the job left 6.5 MiB more than usual (95 % …), and 1 more`.
  package var line: String {
    let sentences = alarms
    guard let first = sentences.first else { return "\(verdict.rawValue): \(calm)" }
    let rest = sentences.count - 1
    return "\(verdict.rawValue): \(first)" + (rest > 0 ? ", and \(rest) more" : "")
  }

  /// The check for a terminal or a log: the verdict, then what was found, then what to know.
  package var text: String {
    var lines = ["\(verdict.rawValue): " + (alarms.isEmpty ? calm : comparison)]
    lines += alarms.map { "  " + $0 }
    let watched = check.findings.filter { $0.verdict == .watch }.map { sentence($0).whole }
    lines += watched.map { "  watch: " + $0 }
    lines += check.findings.filter { $0.explainedBy != nil }.map { finding in
      "  \(finding.dimension.name) rose with \(finding.explainedBy?.name ?? "")"
    }
    // Where nothing can be known, the first reason stands in the first line.
    lines += reasons.dropFirst(alarms.isEmpty && check.verdict == .unknown ? 1 : 0).map { "  note: " + $0 }
    return lines.map { $0.visible + "\n" }.joined()
  }

  /// What failed, a sentence each, the largest first, limits at the end.
  var alarms: [String] {
    check.alarms.map { sentence($0).whole }
      + limits.filter(\.isExceeded).map(CheckReport.sentence)
  }

  /// What to say where nothing failed.
  private var calm: String {
    switch check.verdict {
    case .unknown: reasons.first ?? "nothing can be known"
    case .watch: "something may have risen, \(comparison)"
    case .pass, .fail: rules.isEmpty ? "nothing rose, \(comparison)" : "nothing to act on, \(comparison)"
    }
  }

  /// `compared with 10 earlier sessions`.
  var comparison: String {
    guard rules.isEmpty else { return "judged by the rules" }
    let count = check.nights.count
    return count == 1 ? "compared with 1 earlier session" : "compared with \(count) earlier sessions"
  }

  /// `SUnreclaim: the level before the job is 82.0 MiB, and 80.0 MiB are allowed`.
  static func sentence(_ limit: LimitFinding) -> String {
    let allowed = Phrase.size(limit.limit.kibibytes)
    let name = limit.limit.dimension.name
    guard let measured = limit.measured else { return "\(name): nothing to hold to the limit of \(allowed)" }
    let size = Phrase.size(measured)
    let what =
      switch limit.limit.kind {
      case .level, .drift: "the level before the job is \(size)"
      case .growth, .leftover: "the job left \(size)"
      case .perIteration: "each iteration left \(size)"
      case .peak: "the peak is \(size)"
      }
    return "\(name): \(what), and \(allowed) are allowed"
  }
}
