/// The noises that every model of the mean is tried with: white noise alone, then a table of memories and shares of white noise.
///
/// A filter's number is 0 for white noise alone and 1 + 4·row + column for an entry of the table.
struct NoiseGrid {
  /// The most memories: beyond 512 bins no record of 240 can tell one from the other.
  private static let mostMemories = 10
  /// White noise as multiples of what the memory renews from bin to bin: next to none, half, four times, and nearly all.
  private static let whiteMultiples = [0.02, 0.5, 4, 30]

  /// Memory (in median distances of bins) and share of white noise, one a filter.
  let parameters: [(memory: Double, white: Double)]
  /// For each filter, those that differ from it by one notch in memory or in white noise.
  let neighbours: [[Int]]
  private let distance: Double
  private let weights: [Double]

  /// Memories of 1, 2, 4 … bins up to twice the record.
  ///
  /// Memories near the length of the record make the noise wander like a trend: a trend must beat them.
  init(_ bins: Bins) {
    let memories = (0..<NoiseGrid.mostMemories).map { Double(1 << $0) }.prefix { $0 <= Double(2 * bins.count) }
    parameters =
      [(memory: 0.0, white: 1.0)]
      + memories.flatMap { memory in
        let renewed = 1 - Mathematics.exp(-2 / memory)
        return NoiseGrid.whiteMultiples.map { (memory, $0 * renewed / (1 + $0 * renewed)) }
      }
    neighbours = NoiseGrid.neighbours(rows: memories.count)
    distance = OrderStatistics.median(zip(bins.times.dropFirst(), bins.times).map { $0 - $1 })
    // A mean of fewer samples is less certain; that it is so by more than four times is not believed.
    let median = max(1, OrderStatistics.median(bins.counts))
    weights = bins.counts.map { max(0.25, min(4, median / $0)) }
  }

  /// The neighbours in the table; white noise alone lies beside the shortest memory, whose two ends it leads to.
  private static func neighbours(rows: Int) -> [[Int]] {
    let columns = whiteMultiples.count
    func number(_ row: Int, _ column: Int) -> Int { 1 + columns * row + column }
    var result = [[number(0, 0), number(0, columns - 1)].filter { $0 <= columns * rows }]
    for row in 0..<rows {
      for column in 0..<columns {
        var near = [row == 0 ? 0 : number(row - 1, column)]
        if row + 1 < rows { near.append(number(row + 1, column)) }
        if column > 0 { near.append(number(row, column - 1)) }
        if column + 1 < columns { near.append(number(row, column + 1)) }
        result.append(near)
      }
    }
    return result
  }

  /// The number that the filter with a memory of 2ᵉ bins and next to no white noise has, where the grid goes so far.
  static func number(memoryExponent exponent: Int) -> Int { 1 + whiteMultiples.count * exponent }

  /// The number of the filter with the longest memory and next to no white noise.
  var longest: Int { count - NoiseGrid.whiteMultiples.count }

  /// A filter and up to two of shorter memory that differ from it by more than a notch or two: white noise, and four bins' memory.
  func whiter(than filter: Int) -> [Int] {
    let four = NoiseGrid.number(memoryExponent: 2)
    var result = filter >= four ? [0] : []
    if filter == 0 || filter >= NoiseGrid.number(memoryExponent: 4), count > four { result.append(four) }
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
