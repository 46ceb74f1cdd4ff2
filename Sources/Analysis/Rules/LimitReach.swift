package import KernelMemory

/// A limit, how much of it is used at the end, and when the growth of a dimension reaches it.
package struct LimitReach: Sendable, Hashable {
  /// Which limit.
  package var limit: Judgement.Limit
  /// Whose, where it is not the host's: a control group, or a process.
  package var subject: String?
  /// The dimension whose growth reaches it; nil where none does.
  package var dimension: Dimension?
  /// The limit, KiB or a count; nil where it was not recorded.
  package var value: Double?
  /// What is used of it at the end; nil where that is not known.
  package var used: Double?
  /// When it is reached, hours from the end; nil where no proved growth leads there.
  package var hours: Hours?
  /// Whether it holds only if what grows is charged to the recorder's own control group, which nothing tells.
  package var isConditional = false
  /// How long the growth was seen, hours.
  package var seen = 0.0

  /// The ends of the rate's 95 % interval as times, and the estimate between.
  package struct Hours: Sendable, Hashable {
    /// At the highest rate.
    package var soonest: Double
    /// At the estimate.
    package var likely: Double
    /// At the lowest rate.
    package var latest: Double
  }

  /// Whether it is reached within the time that the growth was seen for long enough to foretell.
  package var isForetold: Bool { hours.map { $0.likely <= Evidence.horizon * seen } ?? false }

  /// Whether that is so wherever the memory is charged.
  var isCertain: Bool { isForetold && !isConditional }

  /// Makes a limit that growth may lead to; the rate in its own unit an hour.
  init(
    _ limit: Judgement.Limit, of subject: String? = nil, value: Double?, used: Double?, by dimension: Dimension? = nil,
    rate: Drain? = nil, seen: Double = 0, isConditional: Bool = false
  ) {
    self.limit = limit
    self.subject = subject
    self.value = value
    self.used = used
    self.isConditional = isConditional
    guard let rate, let value, rate.low > 0, case let left = value - (used ?? 0), left > 0 else { return }
    self.dimension = dimension
    self.seen = seen
    hours = Hours(soonest: left / rate.high, likely: left / rate.slope, latest: left / rate.low)
  }
}

extension Judgement.Limit {
  /// Whether it is counted in KiB.
  package var isMemory: Bool {
    switch self {
    case .memAvailable, .cgroupMemory, .vmallocTotal: true
    case .threadsMax, .pidMax, .cgroupTasks, .userTasks, .openFiles, .fileMax, .maxMapCount, .memoryCgroups: false
    }
  }
}
