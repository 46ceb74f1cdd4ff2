/// Finds how many cycles a wave in the bins has, by the power of each frequency.
enum Periodogram {
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
    var (sines, cosines) = Periodogram.turned(bins.times, by: first)
    let turn = Periodogram.turned(bins.times, by: step)
    let data = PackedVector(residuals)
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

  private static func turned(_ times: [Double], by cycles: Double) -> (sines: PackedVector, cosines: PackedVector) {
    let turns = times.map { Mathematics.turn(cycles * $0) }
    return (PackedVector(turns.map(\.sine)), PackedVector(turns.map(\.cosine)))
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
