package import KernelMemory

extension SessionText {
  /// The most bytes that a snapshot's line takes; the ends of its lists are cut off until it does.
  package static let ownersLimit = 48 << 10

  /// The line of a snapshot of the owners.
  ///
  /// - Parameters:
  ///   - snapshot: The snapshot; its time is wall time.
  ///   - elapsed: Milliseconds since the header's start; nil where samples have none.
  /// - Returns: The line with its line feed.
  package static func owners(_ snapshot: OwnerSnapshot, elapsed: Int64?) -> String {
    var snapshot = snapshot
    while true {
      let text = line(
        "owners", snapshot.time, elapsed,
        [
          ("reason", .string(snapshot.reason.rawValue)), ("facts", facts(snapshot.facts)),
          ("lists", .array(snapshot.lists.map(list))),
        ] + (snapshot.processes.isEmpty ? [] : [("processes", .array(snapshot.processes.map(process)))])
          + [("remarks", .array(snapshot.remarks.map(JSONValue.string)))])
      guard text.utf8.count > ownersLimit, snapshot.lists.contains(where: { $0.owners.count > 1 }) else { return text }
      for index in snapshot.lists.indices { snapshot.lists[index].halve() }
    }
  }

  private static func facts(_ facts: [OwnerSnapshot.Fact: Int64]) -> JSONValue {
    .object(OwnerSnapshot.Fact.allCases.compactMap { fact in facts[fact].map { (fact.rawValue, .integer($0)) } })
  }

  private static func process(_ process: ProcessDetails) -> JSONValue {
    var members: [(String, JSONValue)] = [("pid", .integer(process.pid)), ("name", .string(process.name))]
    if let name = process.parentName { members.append(("parent_name", .string(name))) }
    if let cgroup = process.cgroup { members.append(("cgroup", .string(cgroup))) }
    return .object(
      members
        + ProcessDetails.Figure.allCases.compactMap { figure in
          process[figure].map { (figure.rawValue, .integer($0)) }
        })
  }

  private static func list(_ list: OwnerList) -> JSONValue {
    .object([
      ("kind", .string(list.kind.rawValue)),
      ("columns", .array([.string("name")] + list.columns.map { .string($0.rawValue) })),
      (
        "owners",
        .array(
          list.owners.map { owner in
            var values = owner.values[...]
            while values.last == Column.absent { values.removeLast() }
            return .array([.string(owner.name)] + values.map { $0 == Column.absent ? .null : .integer($0) })
          })
      ),
      ("rest", .array([.integer(list.restCount), .integer(list.restKiB)])),
    ])
  }
}

extension OwnerList {
  /// Leaves out the smaller half.
  fileprivate mutating func halve() {
    let kept = (owners.count + 1) / 2
    for owner in owners[kept...] {
      restCount += 1
      restKiB += value(.kib, of: owner) ?? 0
    }
    owners.removeLast(owners.count - kept)
  }
}
