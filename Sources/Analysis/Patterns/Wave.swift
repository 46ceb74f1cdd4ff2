/// Finds how many cycles a wave in the bins has.
enum Wave {
  /// The frequencies (cycles a stretch) of the highest peaks of the periodogram of the bins around their least-squares line.
  ///
  /// Ordinary periodogram at uneven times, moved from frequency to frequency by rotation (Bloomfield 2000).
  static func frequencies(_ bins: Bins, atMost number: Int) -> [Double] {
    let count = bins.count
    guard count >= 16 else { return [] }
    let residuals = detrended(bins)
    let step = 0.1
    let first = 1.6
    var rotations = bins.times.map { Mathematics.turn(first * $0) }
    let turns = bins.times.map { Mathematics.turn(step * $0) }
    var powers: [Double] = []
    for _ in 0..<Int((min(Double(count) / 4, 60) - first) / step) {
      var sine = 0.0
      var cosine = 0.0
      for index in 0..<count {
        let (s, c) = rotations[index]
        sine += s * residuals[index]
        cosine += c * residuals[index]
        rotations[index] = (
          s * turns[index].cosine + c * turns[index].sine, c * turns[index].cosine - s * turns[index].sine
        )
      }
      powers.append(sine * sine + cosine * cosine)
    }
    let peaks = powers.indices.filter { index in
      (index == 0 || powers[index] >= powers[index - 1])
        && (index + 1 == powers.count || powers[index] > powers[index + 1])
    }
    return peaks.sorted { powers[$0] > powers[$1] }.prefix(number).map { first + Double($0) * step }
  }

  /// The same wave with other numbers of cycles, but at least two.
  static func shifted(_ terms: [Term], by change: Double) -> [Term] {
    let cycles = terms.compactMap { term in if case .cosine(let cycles) = term { cycles } else { nil } }
    guard let base = cycles.min(), base + change >= 2 else { return terms }
    let factor = (base + change) / base
    return terms.map { term in
      switch term {
      case .cosine(let cycles): .cosine(cycles * factor)
      case .sine(let cycles): .sine(cycles * factor)
      default: term
      }
    }
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
