extension Session {
  /// Whose memory a counter is about; nil where LXCFS does not serve /proc/meminfo, so that all counters are the host's.
  ///
  /// Slab and its halves were the host's in LXCFS 2.0 (lxc/lxcfs#84), are 0 in 3 to 6, and the container's in newer builds
  /// (canonical/lxd#18288): KReclaimable, which is always the host's, tells which.
  package func scope(of counter: String) -> CounterScope? {
    guard header.host.environment.lxcfs else { return nil }
    if CounterScope.computed.contains(counter) { return .container }
    if CounterScope.zeroed.contains(counter) { return .blanked }
    guard [Dimension.slab, .sReclaimable, .sUnreclaim].map(\.name).contains(counter) else { return .host }
    guard let reclaimable = column(Dimension.sReclaimable.name)?.last, reclaimable > 0 else {
      return column(Dimension.slab.name)?.first == nil ? .blanked : .unknown
    }
    guard let host = ends(.kReclaimable)?.last else { return .unknown }
    // The host's two differ by pages of drivers alone; a container never has nearly all of the host's.
    return Double(reclaimable) >= 0.9 * Double(host) ? .host : .container
  }
}
