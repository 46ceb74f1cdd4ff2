/// Finds how many cycles a wave in the bins has.
enum Wave {
  /// The frequencies (cycles a stretch) of the highest peaks of the periodogram of the bins around their least-squares line; none
  /// when the highest explains no more of the variance than noise lets it.
  ///
  /// Ordinary periodogram at uneven times, moved from frequency to frequency by rotation (Bloomfield 2000).
  static func frequencies(_ bins: Bins, atMost number: Int) -> [Double] {
    let count = bins.count
    guard count >= 16 else { return [] }
    let residuals = detrended(bins)
    let step = 0.2
    let first = 1.6
    var (sines, cosines) = Wave.turned(bins.times, by: first)
    let turn = Wave.turned(bins.times, by: step)
    let data = Lanes(residuals)
    let (sine, cosine, values) = (turn.sines.groups.span, turn.cosines.groups.span, data.groups.span)
    var powers: [Double] = []
    for _ in 0..<Int((min(Double(count) / 4, 60) - first) / step) {
      var odd = SIMD4<Double>.zero
      var even = SIMD4<Double>.zero
      var sines = sines.groups.mutableSpan
      var cosines = cosines.groups.mutableSpan
      for group in values.indices {
        let (s, c) = (sines[group], cosines[group])
        odd += s * values[group]
        even += c * values[group]
        sines[group] = s * cosine[group] + c * sine[group]
        cosines[group] = c * cosine[group] - s * sine[group]
      }
      powers.append(odd.sum() * odd.sum() + even.sum() * even.sum())
    }
    // White noise of 240 bins reaches a share of 0.07 in one record of a thousand.
    let whole = residuals.reduce(0) { $0 + $1 * $1 }
    guard let highest = powers.max(), 2 * highest > 0.08 * Double(count) * whole else { return [] }
    let peaks = powers.indices.filter { index in
      (index == 0 || powers[index] >= powers[index - 1])
        && (index + 1 == powers.count || powers[index] > powers[index + 1])
    }
    return peaks.sorted { powers[$0] > powers[$1] }.prefix(number).map { first + Double($0) * step }
  }

  /// The same wave with other numbers of cycles, but at least two.
  static func shifted(_ terms: [Term], by change: Double) -> (terms: [Term], base: Double) {
    let cycles = terms.compactMap { term in if case .cosine(let cycles) = term { cycles } else { nil } }
    guard let base = cycles.min(), base + change >= 2 else { return (terms, cycles.min() ?? 0) }
    let moved = terms.map { term in
      switch term {
      case .cosine(let cycles): Term.cosine((base + change) * (cycles / base).rounded())
      case .sine(let cycles): Term.sine((base + change) * (cycles / base).rounded())
      default: term
      }
    }
    return (moved, base + change)
  }

  private static func turned(_ times: [Double], by cycles: Double) -> (sines: Lanes, cosines: Lanes) {
    let turns = times.map { Mathematics.turn(cycles * $0) }
    return (Lanes(turns.map(\.sine)), Lanes(turns.map(\.cosine)))
  }

  /// The columns of a wave's harmonics, sines and cosines of multiples found from the first by the sum formulas.
  static func columns(_ cycles: Double, harmonics: Int, _ times: [Double]) -> [(Term, [Double])] {
    let turns = times.map { Mathematics.turn(cycles * $0) }
    var (sines, cosines) = (turns.map(\.sine), turns.map(\.cosine))
    var result: [(Term, [Double])] = []
    for harmonic in 1...harmonics {
      if harmonic > 1 {
        for index in times.indices {
          (sines[index], cosines[index]) = (
            sines[index] * turns[index].cosine + cosines[index] * turns[index].sine,
            cosines[index] * turns[index].cosine - sines[index] * turns[index].sine
          )
        }
      }
      result.append((.cosine(cycles * Double(harmonic)), cosines))
      result.append((.sine(cycles * Double(harmonic)), sines))
    }
    return result
  }

  private static func detrended(_ bins: Bins) -> [Double] {
    let count = Double(bins.count)
    let time = bins.times.reduce(0, +) / count
    let value = bins.values.reduce(0, +) / count
    var spread = 0.0
    var product = 0.0
    for index in 0..<bins.count {
      spread += (bins.times[index] - time) * (bins.times[index] - time)
      product += (bins.times[index] - time) * (bins.values[index] - value)
    }
    let slope = spread > 0 ? product / spread : 0
    return bins.times.indices.map { bins.values[$0] - value - slope * (bins.times[$0] - time) }
  }
}
