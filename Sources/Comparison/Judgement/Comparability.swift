import Analysis
package import KernelMemory

/// Which nights tonight can be compared with.
package struct Comparability: Sendable {
  /// Why a session cannot be compared.
  package enum Obstacle: Hashable, Sendable {
    /// It has no more than a handful of samples.
    case fewSamples(Int)
    /// The command failed.
    case failed(status: Int)
    /// It reports none of the counters.
    case noCounter
    /// Another size of RAM.
    case ram(Bytes, usual: Bytes)
    /// Another number of possible CPUs.
    case cpus(Int, usual: Int)
    /// Another label.
    case label(String?, usual: String?)
    /// Another command.
    case command(String?, usual: String?)
    /// It ran less than a third of the usual time, milliseconds.
    case short(Int64, usual: Int64)
    /// No night fits.
    case noNight
  }

  /// The nights that fit, in order.
  package let nights: [RunSummary]

  /// What is wrong with tonight; empty where it can be compared.
  package let obstacles: [Obstacle]

  /// How many nights were left out for each reason, and the first of them.
  package let leftOut: [(name: String, obstacle: Obstacle)]

  /// Compares the conditions.
  init(_ tonight: RunSummary, _ nights: [RunSummary]) {
    var leftOut: [(name: String, obstacle: Obstacle)] = []
    if let own = Comparability.own(tonight) {
      self.nights = []
      obstacles = [own]
      self.leftOut = []
      return
    }
    var fitting: [RunSummary] = []
    for night in nights {
      // Told from tonight's side: what tonight has, and what the night had.
      if let obstacle = Comparability.own(night) ?? Comparability.between(tonight, night) {
        leftOut.append((night.name, obstacle))
      } else {
        fitting.append(night)
      }
    }
    guard !fitting.isEmpty else {
      self.nights = []
      self.leftOut = leftOut
      let between = nights.compactMap { Comparability.between(tonight, $0) }
      obstacles = between.last.map { [$0] } ?? [.noNight]
      return
    }
    let usual = OrderStatistics.median(fitting.map { Double($0.job?.duration ?? 0) })
    let least = usual / 3
    if Double(tonight.job?.duration ?? 0) < least {
      self.nights = []
      self.leftOut = leftOut
      obstacles = [.short(tonight.job?.duration ?? 0, usual: Int64(usual))]
      return
    }
    for night in fitting where Double(night.job?.duration ?? 0) < least {
      leftOut.append((night.name, .short(night.job?.duration ?? 0, usual: Int64(usual))))
    }
    self.nights = fitting.filter { Double($0.job?.duration ?? 0) >= least }
    self.leftOut = leftOut
    obstacles = []
  }

  private static func own(_ run: RunSummary) -> Obstacle? {
    if let status = run.job?.status, status != 0 { return .failed(status: status) }
    if run.samples < RunSummary.fewest { return .fewSamples(run.samples) }
    if run.counters.isEmpty { return .noCounter }
    return nil
  }

  private static func between(_ tonight: RunSummary, _ night: RunSummary) -> Obstacle? {
    if let ram = tonight.ram, let usual = night.ram,
      abs(Double(ram.count - usual.count)) > 0.03 * Double(usual.count)
    {
      return .ram(ram, usual: usual)
    }
    if let cpus = tonight.header.host.possibleCPUs, let usual = night.header.host.possibleCPUs, cpus != usual {
      return .cpus(cpus, usual: usual)
    }
    if tonight.header.label != night.header.label {
      return .label(tonight.header.label, usual: night.header.label)
    }
    if tonight.job?.command != night.job?.command {
      return .command(tonight.job?.command, usual: night.job?.command)
    }
    return nil
  }
}
