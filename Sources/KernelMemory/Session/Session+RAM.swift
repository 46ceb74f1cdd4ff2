extension Session {
  /// All usable RAM: what the last sample that reports it says, else the header; nil where neither does.
  ///
  /// Memory can be added to a running machine, and taken from one: the end counts.
  package var ram: Bytes? {
    let ram = ends(.memTotal).map { Bytes(kibibytes: $0.last) } ?? header.host.memTotal
    return ram.flatMap { $0 > .zero ? $0 : nil }
  }

  /// The RAM that the counters are part of; nil under LXCFS, where RAM is the container's limit and the counters are the host's.
  package var wholeRAM: Bytes? { header.host.environment.lxcfs ? nil : ram }
}
