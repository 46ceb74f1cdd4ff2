/// A rise or fall that goes on from block to block: the t test of a random walk's increments against one with drift.
///
/// A trend that comes in steps, or with a rhythm on it, has no smooth model, but its means over equal blocks of time move by much the same
/// from each to the next. The increments of a random walk's block means are normal around zero, with a correlation of 1/4 between neighbours
/// (Working 1960), so Student's t of their mean says how likely a walk without drift is. The length of the blocks that suits the rhythm is
/// not known: a few are tried, and the probability pays for each.
struct Drift {
  /// From block to block, per stretch, in the bins' unit; negative for a fall.
  let slope: Double
  /// Half of the 95 % interval, alike.
  let reach: Double
  /// Whether a walk without drift is out of the question.
  let isCertain: Bool

  /// How many blocks are tried: fewer leave too few increments, more are shorter than the rhythm of a record of five.
  private static let blocks = 5...9
  /// How likely a walk without drift may be, in each direction.
  private static let chance = 0.001

  /// Tests bins; nil where there are too few.
  init?(_ bins: Bins) {
    var best: (chance: Double, slope: Double, reach: Double)?
    for number in Drift.blocks {
      guard let means = Drift.means(bins, number) else { continue }
      let gains = zip(means.dropFirst(), means).map { ($0.value - $1.value) / ($0.time - $1.time) }
      let count = Double(gains.count)
      let mean = gains.reduce(0, +) / count
      let squares = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      // A correlation of 1/4 between neighbours makes the variance of the mean half as large again.
      let error = (1.5 * squares / (count - 1) / count).squareRoot()
      let t = abs(mean) / max(error, 1e-9 * abs(mean), 1e-12)
      let chance = Mathematics.studentProbability(below: -t, degrees: count - 1)
      guard chance < best?.chance ?? .infinity else { continue }
      best = (chance, mean, error * Mathematics.student95(degrees: count - 1))
    }
    guard let best else { return nil }
    (slope, reach) = (best.slope, best.reach)
    isCertain = best.chance < Drift.chance / Double(Drift.blocks.count)
  }

  /// The mean time and value of each of some equal parts of the time; nil where one has fewer than two bins.
  private static func means(_ bins: Bins, _ number: Int) -> [(time: Double, value: Double)]? {
    var sums = [(time: Double, value: Double, count: Double)](repeating: (0, 0, 0), count: number)
    for (time, value) in zip(bins.times, bins.values) {
      let block = min(number - 1, Int(time * Double(number)))
      sums[block] = (sums[block].time + time, sums[block].value + value, sums[block].count + 1)
    }
    guard sums.allSatisfy({ $0.count >= 2 }) else { return nil }
    return sums.map { ($0.time / $0.count, $0.value / $0.count) }
  }
}
