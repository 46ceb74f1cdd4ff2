import KernelMemory
import SessionFile

extension MemoryUnit? {
  /// An amount in this unit as kB, or a count as it is; nil for what no counter can be: below zero, or larger than 2^60.
  func amount(_ value: Double, pageSize: Int64 = 4096) -> Int64? {
    let scaled = map { value * Double($0.size(pageSize: pageSize)) / 1024 } ?? value
    guard scaled >= 0, scaled <= Double(SessionLimits.value) else { return nil }
    return Int64(exactly: scaled.rounded(.toNearestOrAwayFromZero))
  }
}
