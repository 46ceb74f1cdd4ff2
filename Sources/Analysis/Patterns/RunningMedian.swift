/// A median of the samples around each position, computed at up to a few thousand knots and joined by straight lines.
struct RunningMedian {
  private let knots: [Double]
  private let step: Int

  /// Takes windows of `reach` samples to both sides; near the ends as many as there are on the shorter side, but no fewer than 3.
  init(_ stretch: Stretch, reach: Int) {
    let count = stretch.count
    step = max(1, count / 3000)
    var knots: [Double] = []
    var window: [Double] = []
    for centre in stride(from: 0, to: count + step - 1, by: step) {
      let centre = min(centre, count - 1)
      let half = max(3, min(reach, centre, count - 1 - centre))
      let low = max(0, centre - half)
      let high = min(count - 1, centre + half)
      let stride = max(1, (high - low) / 40)
      window.removeAll(keepingCapacity: true)
      for position in Swift.stride(from: low, through: high, by: stride) { window.append(stretch[position]) }
      knots.append(Order.select(&window, rank: window.count / 2))
    }
    self.knots = knots
  }

  /// The level around a position, kB.
  subscript(position: Int) -> Double {
    guard step > 1 else { return knots[position] }
    let (index, rest) = position.quotientAndRemainder(dividingBy: step)
    guard rest > 0, index + 1 < knots.count else { return knots[index] }
    return knots[index] + (knots[index + 1] - knots[index]) * Double(rest) / Double(step)
  }
}
