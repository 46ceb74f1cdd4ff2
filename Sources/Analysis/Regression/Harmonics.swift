/// A wave of any form as sines and cosines of multiples of one frequency.
enum Harmonics {
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
}
