import Analysis
import KernelMemory

extension Report {
  /// An owner's members in the findings' JSON.
  static func owner(_ owner: OwnerChange) -> JSONValue {
    .object([
      ("name", .string(owner.name)), ("kind", .string(owner.kind.rawValue)),
      ("first_kib", .integer(orNull: owner.first)), ("last_kib", .integer(owner.last)),
      ("change_kib", .integer(orNull: owner.change)), ("share_of_change", owner.share.map(JSONValue.number) ?? .null),
      ("first_count", .integer(orNull: owner.firstCount)), ("last_count", .integer(orNull: owner.lastCount)),
      ("used_kib", .integer(orNull: owner.used)),
      ("estimated", .bool(owner.isEstimated)), ("pid", .integer(orNull: owner.process.flatMap { $0 > 0 ? $0 : nil })),
    ])
  }
}
