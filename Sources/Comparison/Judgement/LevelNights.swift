import Analysis
import KernelMemory

/// The nights whose levels tonight's are judged against: those of tonight's kernel, since the last acceptance.
struct LevelNights {
  /// The nights, in order; empty where levels cannot be judged.
  let nights: [RunSummary]

  /// How far the levels of nights of other kernels lie from those of their own, by counter.
  let others: [Dimension: [Double]]

  /// The same for all kernels.
  let distances: [Dimension: [Double]]

  /// Whether no night has tonight's kernel.
  let isNewKernel: Bool

  /// What to say of it.
  let reasons: [CheckReason]

  init(_ tonight: RunSummary, _ all: [RunSummary], _ acceptance: Acceptance?) {
    let kernel = tonight.header.host.kernelRelease
    let same = all.filter { $0.header.host.kernelRelease == kernel }
    let since = acceptance.map { acceptance in same.filter { $0.start >= acceptance.start } } ?? same
    nights = since
    isNewKernel = same.isEmpty
    var kernels: [String?] = []
    for night in all where !kernels.contains(night.header.host.kernelRelease) {
      kernels.append(night.header.host.kernelRelease)
    }
    var others: [Dimension: [Double]] = [:]
    var distances: [Dimension: [Double]] = [:]
    for dimension in RunSummary.dimensions {
      for one in kernels {
        let levels = all.filter { $0.header.host.kernelRelease == one }.compactMap { $0.counters[dimension]?.level }
        let median = OrderStatistics.median(levels)
        if levels.count > 1 { distances[dimension, default: []] += levels.map { $0 - median } }
        if one != kernel, levels.count > 2 {
          let lost = (Double(levels.count) / Double(levels.count - 1)).squareRoot()
          others[dimension, default: []] += levels.map { ($0 - median) * lost }
        }
      }
      if (distances[dimension]?.count ?? 0) <= 2 {
        distances[dimension] = since.compactMap { $0.counters[dimension]?.level }
      }
    }
    self.others = others
    self.distances = distances
    var reasons: [CheckReason] = []
    if same.isEmpty {
      reasons.append(.newKernel(kernel ?? "", before: all.last?.header.host.kernelRelease))
    } else if kernels.count > 1 {
      reasons.append(.kernelSince(kernel ?? "", nights: same.count))
    }
    if let acceptance, since.isEmpty, !same.isEmpty { reasons.append(.accepted(night: acceptance.night)) }
    self.reasons = reasons
  }
}
