import KernelMemory

/// Growth that falls outweigh: beside its steps a model finds slopes where nobody saw a growth.
enum OutweighedGrowth {
  /// Whether falls took more than a growth gave, and no part between them grows by itself.
  static func isOne(_ growth: Growth, _ fit: Fit, _ bins: Bins, of analysis: StretchAnalysis) -> Bool {
    let falls = zip(fit.terms, fit.coefficients).compactMap { term, size -> (bin: Int, size: Double)? in
      if case .step(let bin) = term, bin > growth.bin, size < 0 { (bin, size) } else { nil }
    }
    guard -falls.reduce(0, { $0 + $1.size }) > growth.rise else { return false }
    let stretch = analysis.stretch
    let corners = ([growth.bin] + falls.map(\.bin).sorted()).map { bins.firsts[$0] } + [stretch.count]
    return !zip(corners, corners.dropFirst()).contains { start, end in
      var shared = SharedSampling()
      let part = StretchAnalysis(stretch: stretch.part(start..<end), dimension: analysis.dimension)
      return start < end && part.shape(&shared).pattern == .growth
    }
  }
}
