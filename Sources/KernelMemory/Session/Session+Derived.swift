extension Session {
  /// The session with what is arithmetic of its counters, and the counters that are: of Slab and its two halves each follows from the
  /// other two, for the kernel prints Slab as their sum (`fs/proc/meminfo.c`).
  package var derivingHalves: (session: Session, derived: Set<Dimension>) {
    let names: [Dimension] = [.slab, .sReclaimable, .sUnreclaim]
    let there = names.filter { column($0.name)?.first != nil }
    guard there.count == 2, let missing = names.first(where: { !there.contains($0) }),
      let one = column(there[0].name), let other = column(there[1].name)
    else { return (self, []) }
    let values = zip(one.values, other.values).map { one, other -> Int64 in
      guard one != Column.absent, other != Column.absent else { return Column.absent }
      let value = missing == .slab ? one &+ other : one &- other
      return value < 0 ? Column.absent : value
    }
    guard values.contains(where: { $0 != Column.absent }) else { return (self, []) }
    var session = self
    session.columns.removeAll { $0.name == missing.name }
    session.columns.append(Column(name: missing.name, values: values))
    let sum =
      missing == .slab ? "SReclaimable + SUnreclaim" : "Slab − \(there[1].name)"
    session.remarks.append(Remark("\(missing.name) is not in the source and is derived: \(sum)"))
    return (session, [missing])
  }
}
