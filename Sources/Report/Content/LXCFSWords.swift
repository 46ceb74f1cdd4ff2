import KernelMemory

/// Which counters are the container's and which are the host's where LXCFS serves /proc/meminfo.
struct LXCFSWords {
  let session: Session

  /// The counters of the session, and whose they are.
  var scopes: [(name: String, scope: CounterScope)] {
    let names = Dimension.allCases.map(\.name) + ContextCounter.allCases.filter { $0 != .tasks }.map(\.name)
    return names.compactMap { name in
      // What was left out as a constant zero is named all the same.
      guard let scope = session.scope(of: name), session.column(name) != nil || scope == .blanked else { return nil }
      return (name, scope)
    }
  }

  /// One sentence for every form of report; nil without LXCFS.
  var sentence: String? {
    guard session.header.host.environment.lxcfs else { return nil }
    func names(_ scope: CounterScope) -> String? {
      let names = scopes.filter { $0.scope == scope && Dimension(rawValue: $0.name) != nil }.map(\.name)
      return names.isEmpty ? nil : names.joined(separator: ", ")
    }
    let parts = [
      names(.host).map { "\($0) of the whole host" }, names(.container).map { "\($0) of the container" },
      names(.blanked).map { "\($0) of nobody, for LXCFS puts 0 in their place" },
      names(.unknown).map { "\($0) of either, by its version" },
    ].compactMap(\.self)
    return
      "LXCFS serves this /proc/meminfo, and its counters do not belong together: \(parts.joined(separator: "; ")). They are not stacked, and host counters are not compared with the container's RAM."
  }

  /// A line under a dimension's heading; nil without LXCFS.
  func note(_ dimension: Dimension) -> String? {
    session.scope(of: dimension.name).map { "Under LXCFS: \($0.words)." }
  }
}

extension CounterScope {
  var words: String {
    switch self {
    case .container: "the container's: what is charged to its cgroup"
    case .host: "the whole host's"
    case .blanked: "nobody's: LXCFS puts 0 in its place"
    case .unknown: "the container's or the host's, by the version of LXCFS"
    }
  }
}
