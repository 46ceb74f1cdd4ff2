/// The noise models that every model of the mean is tried with.
struct NoiseGrid {
  /// White noise first, then by memory and share of white noise.
  let filters: [NoiseFilter]
  /// For each filter, the filters that differ from it by one notch.
  let neighbours: [[Int]]

  /// Memories of 1, 2, 4 … bins up to twice the record, each with four amounts of white noise, as multiples of what the
  /// memory renews from bin to bin.
  ///
  /// Memories near the length of the record make the noise wander like a trend: a trend must beat them.
  init(_ bins: Bins) {
    var filters = [NoiseFilter(times: bins.times, counts: bins.counts, memory: 0, white: 1)]
    let multiples = [0.02, 0.5, 4, 30]
    var memory = 1.0
    var rows = 0
    while memory <= Double(2 * bins.count), rows < 10 {
      let renewed = 1 - Mathematics.exp(-2 / memory)
      for multiple in multiples {
        let share = multiple * renewed / (1 + multiple * renewed)
        filters.append(NoiseFilter(times: bins.times, counts: bins.counts, memory: memory, white: share))
      }
      memory *= 2
      rows += 1
    }
    self.filters = filters
    neighbours = filters.indices.map { index in
      guard index > 0 else { return [1, 4].filter { $0 < filters.count } }
      let (row, column) = (index - 1).quotientAndRemainder(dividingBy: 4)
      var near: [Int] = row == 0 ? [0] : [index - 4]
      if row + 1 < rows { near.append(index + 4) }
      if column > 0 { near.append(index - 1) }
      if column < 3 { near.append(index + 1) }
      return near
    }
  }
}
