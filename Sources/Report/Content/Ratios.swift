import KernelMemory

/// A counter against what it should be proportional to.
enum Ratios {
  /// The last value a task, from kB; nil where the number of tasks is unknown.
  static func perTask(_ kilobytes: Int64, _ session: Session) -> Bytes? {
    guard let tasks = session.ends(.tasks)?.last, tasks > 0 else { return nil }
    return Bytes(kibibytes: kilobytes).divided(by: tasks)
  }

  /// The last value a possible CPU, from kB; nil where their number is unknown.
  static func perPossibleCPU(_ kilobytes: Int64, _ session: Session) -> Bytes? {
    guard let cpus = session.header.host.possibleCPUs, cpus > 0 else { return nil }
    return Bytes(kibibytes: kilobytes).divided(by: Int64(cpus))
  }
}

extension Bytes {
  fileprivate func divided(by count: Int64) -> Bytes { Bytes(self.count / count) }
}
