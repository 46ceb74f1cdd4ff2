import FoundationEssentials
import KernelMemory

/// A line with a snapshot of the owners as it is in the file.
package struct OwnersLine: Decodable {
  /// A list of owners: a name and numbers each.
  struct List: Decodable {
    var kind: String
    var columns: [String]
    var owners: [Row]
    var rest: [Int64]?
  }

  /// One owner's name and numbers.
  struct Row: Decodable {
    var owner: Owner

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      owner = Owner(Owner.bounded(try container.decode(String.self)), [])
      while !container.isAtEnd, owner.values.count < 64 {
        owner.values.append(try container.decodeIfPresent(Int64.self) ?? Column.absent)
      }
    }
  }

  var event: String
  var time: Int64
  var elapsed: Int64?
  var reason: String?
  var facts: [String: Int64]?
  var lists: [List]?
  var processes: [ProcessRow]?
  var remarks: [String]?

  /// How such a line begins.
  package static let marker = Array(#"{"event":"owners""#.utf8)

  /// What 0.1 and 0.2 before its release listed processes as whose names were not known yet: they are part of the rest, and no owner.
  private static let unexamined = "processes not examined yet"

  /// Lists in a snapshot, owners in a list and remarks that are read at most.
  private static let limit = 512

  /// Parses a line; nil where it is none.
  init?(_ bytes: [UInt8]) {
    guard let line = try? JSONDecoder().decode(OwnersLine.self, from: Data(bytes)), line.event == "owners",
      SessionLimits.times.contains(line.time), line.elapsed.map(SessionLimits.elapsed.contains) ?? true
    else { return nil }
    self = line
  }

  /// The snapshot at a time of the session's axis; lists, columns and facts that this version does not know are left out.
  func snapshot(at time: Int64) -> OwnerSnapshot {
    var snapshot = OwnerSnapshot(time: time, reason: reason.flatMap(OwnerSnapshot.Reason.init) ?? .period)
    for (name, value) in facts ?? [:] {
      if let fact = OwnerSnapshot.Fact(rawValue: name) { snapshot.facts[fact] = OwnersLine.believed(value) }
    }
    snapshot.remarks = (remarks ?? []).prefix(OwnersLine.limit).map(\.bounded)
    snapshot.processes = (processes ?? []).prefix(OwnersLine.limit).compactMap(\.details)
    for list in (lists ?? []).prefix(OwnersLine.limit) {
      guard let kind = OwnerList.Kind(rawValue: list.kind), snapshot[kind] == nil else { continue }
      let figures = list.columns.dropFirst().prefix(64).map { OwnerList.Figure(rawValue: $0) }
      var result = OwnerList(kind, columns: figures.compactMap(\.self), owners: [])
      var unexamined = Owner("", [])
      for row in list.owners.prefix(OwnersLine.limit) {
        let isEmpty = kind.isCommand && row.owner.name.isEmpty
        var owner = Owner(isEmpty ? OwnerList.Kind.emptyName : row.owner.name, [])
        for (place, figure) in figures.enumerated() where figure != nil {
          let value = place < row.owner.values.count ? row.owner.values[place] : Column.absent
          owner.values.append(value == Column.absent ? value : OwnersLine.believed(value))
        }
        if kind.isCommand, owner.name == OwnersLine.unexamined {
          unexamined = owner
        } else {
          result.owners.append(owner)
        }
      }
      if let rest = list.rest, rest.count == 2 {
        result.restCount = OwnersLine.believed(rest[0])
        result.restKiB = OwnersLine.believed(rest[1])
      }
      if !unexamined.values.isEmpty {
        result.restCount += result.value(.processes, of: unexamined) ?? 1
        result.restKiB += result.value(.kib, of: unexamined) ?? 0
      }
      snapshot.lists.append(result)
    }
    return snapshot
  }

  /// A number that sums cannot overflow with.
  static func believed(_ value: Int64) -> Int64 { max(0, min(value, 1 << 50)) }
}
