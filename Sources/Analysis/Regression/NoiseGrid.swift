/// The noise models that every model of the mean is tried with.
struct NoiseGrid {
  /// Memory (in usual distances of bins) and share of white noise; white noise alone first.
  let parameters: [(memory: Double, white: Double)]
  /// For each, those that differ from it by one notch.
  let neighbours: [[Int]]
  private let distance: Double
  private let weights: [Double]

  /// Memories of 1, 2, 4 … bins up to twice the record, each with four amounts of white noise, as multiples of what the
  /// memory renews from bin to bin.
  ///
  /// Memories near the length of the record make the noise wander like a trend: a trend must beat them.
  init(_ bins: Bins) {
    var parameters = [(memory: 0.0, white: 1.0)]
    let multiples = [0.02, 0.5, 4, 30]
    var memory = 1.0
    var rows = 0
    while memory <= Double(2 * bins.count), rows < 10 {
      let renewed = 1 - Mathematics.exp(-2 / memory)
      for multiple in multiples {
        parameters.append((memory, multiple * renewed / (1 + multiple * renewed)))
      }
      memory *= 2
      rows += 1
    }
    self.parameters = parameters
    distance = Order.median(zip(bins.times.dropFirst(), bins.times).map { $0 - $1 })
    let usual = max(1, Order.median(bins.counts))
    weights = bins.counts.map { max(0.25, min(4, usual / $0)) }
    neighbours = parameters.indices.map { index in
      guard index > 0 else { return [1, 4].filter { $0 < parameters.count } }
      let (row, column) = (index - 1).quotientAndRemainder(dividingBy: 4)
      var near: [Int] = row == 0 ? [0] : [index - 4]
      if row + 1 < rows { near.append(index + 4) }
      if column > 0 { near.append(index - 1) }
      if column < 3 { near.append(index + 1) }
      return near
    }
  }

  /// A filter and up to two of shorter memory that differ from it by more than a notch or two: none, and four bins.
  func whiter(than filter: Int) -> [Int] {
    var result = filter > 8 ? [0] : []
    if filter == 0 || filter > 16, count > 9 { result.append(9) }
    return (result + [filter]).sorted()
  }

  /// How many there are.
  var count: Int { parameters.count }

  /// The filter for one of them.
  func filter(_ index: Int, _ bins: Bins) -> NoiseFilter {
    NoiseFilter(
      times: bins.times, distance: distance, weights: weights, memory: parameters[index].memory,
      white: parameters[index].white)
  }
}
