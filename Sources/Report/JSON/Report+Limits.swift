import Analysis
import KernelMemory

extension Report {
  /// A limit's members in the findings' JSON.
  static func limit(_ reach: LimitReach) -> JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .integer(Int64(max(0, min(9e18, $0)))) } ?? .null }
    let hours = reach.isForetold ? reach.hours : nil
    return .object([
      ("name", .string(reach.limit.rawValue)), ("subject", .string(orNull: reach.subject)),
      ("dimension", .string(orNull: reach.dimension?.name)),
      ("unit", .string(reach.limit.isMemory ? "kib" : "count")), ("value", number(reach.value)),
      ("used", number(reach.used)), ("reached_in_seconds_low", number(hours.map { $0.soonest * 3600 })),
      ("reached_in_seconds_high", number(hours.map { $0.latest * 3600 })), ("conditional", .bool(reach.isConditional)),
    ])
  }
}
