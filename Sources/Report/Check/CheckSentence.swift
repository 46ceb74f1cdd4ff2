import Comparison
import KernelMemory

/// What a check says of one counter, in words.
struct CheckSentence {
  let finding: CheckFinding

  /// How many iterations the job had.
  let iterations: Int

  /// What the rules of the policy say; nil where earlier sessions were compared with.
  let rules: String?

  /// `SUnreclaim: the job left 6.5 MiB more than usual (95 % 5.6 to 7.4 MiB)`, without a trailing period.
  var text: String {
    let name = finding.dimension.name
    if let rules { return "\(name): \(rules.hasSuffix(".") ? String(rules.dropLast()) : rules)" }
    guard let kind = finding.kind, let difference = finding.difference else { return "\(name) is not reported" }
    let size = Phrase.size(abs(difference))
    let more = difference < 0 ? "less" : "more"
    let core =
      switch kind {
      case .level: "\(name) was \(size) \(difference < 0 ? "lower" : "higher") than usual before the job started"
      case .growth: "\(name) grew by \(size) \(more) than usual while the job ran"
      case .leftover: "\(name): the job left \(size) \(more) than usual"
      case .perIteration: "\(name): each of \(iterations) iterations left \(size) \(more) than usual"
      case .peak: "\(name) rose \(size) \(difference < 0 ? "less" : "more") than usual while the job ran, and came back"
      case .drift: "the level of \(name) has risen by \(size) over the sessions"
      }
    return core + interval
  }

  /// The sentence with since when, what moved along, and who is new.
  var whole: String { ([text] + details).joined(separator: "; ") }

  /// Since when, and who is new.
  var details: [String] {
    var details: [String] = []
    if let since = finding.since { details.append("since \(since)") }
    let owners = finding.newOwners.map { "\($0.name) (\(Bytes(kibibytes: $0.kibibytes).text))" }
    if !owners.isEmpty { details.append("never seen before: " + owners.joined(separator: ", ")) }
    return details
  }

  private var interval: String {
    guard let interval = finding.interval else { return "" }
    let (low, high) = (interval.lowerBound, interval.upperBound)
    let range =
      low < 0
      ? "\(Phrase.change(low)) to \(Phrase.change(high))"
      : Bytes.range(Bytes(rounding: low), Bytes(rounding: high))
    return " (95 % \(range))"
  }
}
