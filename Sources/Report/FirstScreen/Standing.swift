import Analysis
import KernelMemory

/// How the dimensions stand to each other: which comes first, and which only follow from it.
struct Standing {
  let findings: Findings

  /// The five, the worst first: the one that matters most, then what is judged worse, then what follows from the first, then the others.
  var bands: [Dimension] {
    let shadows = Set(shadows)
    func rank(_ band: Dimension) -> Int {
      let verdict = family(band).compactMap { findings[$0]?.verdict }.max() ?? .unknown
      let isFirst = findings.worst.first.map { family(band).contains($0.dimension) } ?? false
      let weight = verdict == .problem ? 0 : verdict == .watch ? 2 : 4
      return isFirst ? -1 : weight + (shadows.contains(band) ? 0 : 1)
    }
    return Dimension.bands.enumerated().sorted { one, other in
      (rank(one.element), one.offset) < (rank(other.element), other.offset)
    }.map(\.element)
  }

  /// The bands that rise for the cause of the finding that matters most, and are no second one.
  var shadows: [Dimension] {
    guard let worst = findings.worst.first else { return [] }
    return findings.dimensions.filter { other in
      other.dimension.isBand && other.dimension != worst.dimension && other.verdict < .watch
        && other.judgements.contains { $0.reason.causes.contains(worst.dimension) }
    }.map(\.dimension)
  }

  /// A band and its halves.
  func family(_ band: Dimension) -> [Dimension] { band == .slab ? [.slab, .sUnreclaim, .sReclaimable] : [band] }

  /// Whether a band, or a half of it, is to be looked at.
  func isOpen(_ band: Dimension) -> Bool {
    family(band).contains { findings[$0].map { $0.verdict >= .watch } ?? false }
  }
}

extension Reason {
  /// The dimensions whose growth it says to be the cause.
  fileprivate var causes: Set<Dimension> {
    switch self {
    case .slabOfThreads, .stackAreas, .stacks, .tablesOfStacks: [.kernelStack]
    case .percpuAreas, .percpuChunks: [.percpu]
    case .cgroups: [.slab, .sUnreclaim]
    default: []
    }
  }
}
