import KernelMemory

/// Decides when a snapshot of the owners is worth its cost.
struct AttributionPlan: Sendable {
  /// The time between two snapshots, nanoseconds.
  private let period: Int64

  private var last: Int64?
  private var cost: Int64 = 0
  private var values: [Int64?] = []
  private var isIncomplete = false
  private var catchUps = 0

  /// From one snapshot to the next while processes are left that none has examined yet: nanoseconds, and how many such in a row.
  private static let catchUpPeriod: Int64 = 1_000_000_000
  private static let catchUpLimit = 30

  /// A move is worth a snapshot from this share of the value, and from these KiB on.
  private static let moveShare: Int64 = 10
  private static let leastMove: Int64 = 8192

  /// The shortest time from a snapshot to one that a move asks for, nanoseconds.
  private static let patience: Int64 = 10_000_000_000

  /// Makes a plan; the period in milliseconds.
  init(period milliseconds: Int64) { period = milliseconds * 1_000_000 }

  /// Whether a snapshot is due at a moment of CLOCK_MONOTONIC, and why.
  ///
  /// Snapshots that the period asks for may take 1 % of a core, which only a very short period reaches, and so may those that catch up with
  /// thousands of processes at the begin; those that moves ask for 0.1 %.
  func reason(now: Int64, values current: @autoclosure () -> [Int64?]) -> OwnerSnapshot.Reason? {
    guard let last else { return .start }
    let isCatchingUp = isIncomplete && catchUps < AttributionPlan.catchUpLimit
    let wait = isCatchingUp ? min(period, AttributionPlan.catchUpPeriod) : period
    if now - last >= max(wait, cost * 100) { return .period }
    guard now - last >= max(AttributionPlan.patience, cost * 1000) else { return nil }
    let hasMoved = zip(values, current()).contains { before, after in
      guard let before, let after else { return false }
      return abs(after - before) >= max(AttributionPlan.leastMove, before / AttributionPlan.moveShare)
    }
    return hasMoved ? .move : nil
  }

  /// Takes note of a snapshot.
  ///
  /// - Parameters:
  ///   - now: When it ended.
  ///   - microseconds: The CPU time that it took.
  ///   - values: The dimensions' values.
  ///   - isIncomplete: Whether its time did not suffice for all processes.
  mutating func took(at now: Int64, cost microseconds: Int64, values: [Int64?], isIncomplete: Bool = false) {
    if self.isIncomplete { catchUps += 1 }
    self.isIncomplete = isIncomplete
    last = now
    cost = microseconds * 1000
    self.values = values
  }

  /// Whether a last snapshot would tell anything: a sample, at this moment, came after the last one.
  func wantsEnd(sampled: Int64) -> Bool { last.map { sampled > $0 } ?? true }
}
