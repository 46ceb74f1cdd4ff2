package import KernelMemory

/// How an owner of kernel memory differs from what it usually had.
package struct OwnerChange: Sendable {
  /// What became of it.
  package enum Fate: String, Sendable {
    /// No earlier session lists it.
    case new
    /// It has more than in any earlier session.
    case grown
    /// It has less than in any earlier session.
    case shrunk
    /// This session does not list it, and most earlier ones do.
    case gone
  }

  /// Which list it stands in.
  package let kind: OwnerList.Kind

  /// Its name.
  package let name: String

  /// What became of it.
  package let fate: Fate

  /// KiB at most in the middle one of the earlier sessions; 0 where it was not listed.
  package let before: Int64

  /// KiB at most in this session; 0 where it is not listed.
  package let now: Int64

  /// The kinds of owners that are compared.
  private static let kinds: [OwnerList.Kind] = [.slab, .vmalloc, .threads, .pageTables, .percpu, .cgroups]

  /// The changes of at least so many KiB, the largest first.
  ///
  /// - Parameters:
  ///   - tonight: The session in question.
  ///   - nights: Earlier ones; those without snapshots say nothing.
  ///   - least: KiB.
  /// - Returns: One an owner that is new, gone, or beyond all earlier sessions.
  package static func all(_ tonight: RunSummary, _ nights: [RunSummary], least: Int64 = 256) -> [OwnerChange] {
    kinds.flatMap { kind -> [OwnerChange] in
      let before = nights.compactMap { $0.owners[kind] }
      guard let now = tonight.owners[kind], !before.isEmpty else { return [] }
      let names = Set(before.flatMap(\.keys)).union(now.keys).sorted()
      return names.compactMap { change(kind, $0, before.map { $0 }, now, least) }
    }
    .sorted { (abs($0.now - $0.before), $1.name) > (abs($1.now - $1.before), $0.name) }
  }

  private static func change(
    _ kind: OwnerList.Kind, _ name: String, _ before: [[String: Int64]], _ now: [String: Int64], _ least: Int64
  ) -> OwnerChange? {
    let sizes = before.map { $0[name] ?? 0 }
    let median = sizes.median ?? 0
    let size = now[name] ?? 0
    guard abs(size - median) >= least else { return nil }
    let listed = before.count { $0[name] != nil }
    let fate: Fate
    if listed == 0 {
      fate = .new
    } else if now[name] == nil {
      guard listed * 2 > before.count else { return nil }
      fate = .gone
    } else if size > sizes.max() ?? 0 {
      fate = .grown
    } else if size < sizes.min() ?? 0 {
      fate = .shrunk
    } else {
      return nil
    }
    return OwnerChange(kind: kind, name: name, fate: fate, before: median, now: size)
  }
}
