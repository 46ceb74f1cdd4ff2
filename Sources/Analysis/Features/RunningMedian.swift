import KernelMemory

/// A median of the samples around each position, computed at knots and joined by straight lines.
struct RunningMedian {
  private let knots: [Double]
  private let step: Int

  /// Takes windows of `reach` samples to both sides, thinned to some forty; near the ends as many as there are on the shorter side,
  /// but no fewer than 3.
  ///
  /// The window is kept in order while it slides: at each knot a sample or two come in and as many go.
  init(_ stretch: Stretch, reach: Int) {
    step = max(1, reach / 40)
    let last = (stretch.count - 1) / step
    let most = max(3, reach / step)
    var knots: [Double] = []
    knots.reserveCapacity(last + 2)
    var window: [Double] = []
    window.reserveCapacity(2 * most + 2)
    var (first, end) = (0, 0)
    for centre in 0...last {
      let half = max(3, min(most, centre, last - centre))
      while end <= min(last, centre + half) {
        let value = stretch[end * step]
        window.insert(value, at: window.partitionPoint { $0 >= value })
        end += 1
      }
      // Near the end of the record the window shrinks from the left by two a step.
      while first < centre - half {
        let value = stretch[first * step]
        window.remove(at: window.partitionPoint { $0 >= value })
        first += 1
      }
      knots.append(window[window.count / 2])
    }
    knots.append(knots[last])
    self.knots = knots
  }

  /// The level around a position, kB.
  subscript(position: Int) -> Double {
    guard step > 1 else { return knots[position] }
    let (index, rest) = position.quotientAndRemainder(dividingBy: step)
    return knots[index] + (knots[index + 1] - knots[index]) * Double(rest) / Double(step)
  }

  /// How far some values go above and below the levels at their positions; 0 where they stay on the other side.
  ///
  /// Most pieces between two knots need no look at their levels: their highest value is not farther from the lower knot, nor their
  /// lowest from the higher one, than what was found before.
  func reach(_ values: Span<Int64>, _ positions: Range<Int>) -> (above: Double, below: Double) {
    var (high, low) = (0.0, 0.0)
    let share = 1 / Double(step)
    var start = positions.lowerBound
    while start < positions.upperBound {
      let (index, rest) = start.quotientAndRemainder(dividingBy: step)
      let end = min(positions.upperBound, start - rest + step)
      guard let (least, most) = values.extracting(start..<end).extremes() else { break }
      let (left, right) = (knots[index], knots[index + 1])
      if Double(most) - min(left, right) > high || Double(least) - max(left, right) < low {
        for position in start..<end {
          let level = left + (right - left) * Double(position - start + rest) * share
          let deviation = Double(values[position]) - level
          if deviation > high { high = deviation } else if deviation < low { low = deviation }
        }
      }
      start = end
    }
    return (high, -low)
  }
}
