import Comparison
package import KernelMemory

extension CheckReport {
  /// The check in the form `kmem-check/1`: sizes in KiB.
  package var json: JSONValue {
    .object([
      ("schema", .string("kmem-check/1")),
      ("verdict", .string(verdict.rawValue)),
      ("comparable", .bool(check.isComparable)),
      ("dimensions", .array(check.findings.map(CheckReport.json))),
      ("limits", .array(limits.map(CheckReport.json))),
      ("reasons", .array(reasons.map(JSONValue.string))),
    ])
  }

  private static func json(_ finding: CheckFinding) -> JSONValue {
    let isChange = finding.verdict == .fail || finding.verdict == .watch
    var members: [(name: String, value: JSONValue)] = [
      ("dimension", .string(finding.dimension.name)),
      ("verdict", .string(finding.verdict.rawValue)),
      ("kind", .string(orNull: finding.kind?.rawValue)),
      ("difference_kib", number(finding.difference)),
      ("ci_low", number(finding.interval?.lowerBound)),
      ("ci_high", number(finding.interval?.upperBound)),
      ("baseline_runs", .integer(Int64(finding.nights))),
      ("since", isChange ? .string(finding.since ?? "new") : .null),
    ]
    if let other = finding.explainedBy { members.append(("explained_by", .string(other.name))) }
    if !finding.newOwners.isEmpty {
      members.append(
        (
          "new_owners",
          .array(
            finding.newOwners.map { .object([("name", .string($0.name)), ("kib", .integer($0.kibibytes))]) })
        ))
    }
    return .object(members)
  }

  private static func json(_ limit: LimitFinding) -> JSONValue {
    .object([
      ("dimension", .string(limit.limit.dimension.name)),
      ("kind", .string(limit.limit.kind.rawValue)),
      ("limit_kib", number(limit.limit.kibibytes)),
      ("measured_kib", number(limit.measured)),
      ("exceeded", .bool(limit.isExceeded)),
    ])
  }

  /// A tenth of a KiB is more than was measured.
  private static func number(_ value: Double?) -> JSONValue {
    value.map { .number(($0 * 10).rounded() / 10) } ?? .null
  }
}
