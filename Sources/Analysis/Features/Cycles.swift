/// How much a growth that comes in stairs, bursts or teeth may differ from its mean pace: by how far one cycle of them led beside the line.
///
/// A model of the noise takes what goes up and down around the line for something that comes back, and its interval is that of the line alone.
/// But stairs differ, and what one adds stays: the sum of k cycles wanders by √k times what one does (the reward of a renewal process, Cox 1962, 8).
struct Cycles {
  /// Half of the 95 % interval of the mean pace, in the bins' unit a stretch.
  let reach: Double

  /// How much of the range around the line makes a cycle: of stairs that wander from the line by some of their own height.
  private static let swing = 0.3
  /// The fewest bins of a cycle: three or four are what noise alone makes of its highest and lowest values.
  private static let fewestPoints = 5.0
  /// Stairs go on or rest: what goes back by more than a quarter of its range around the line comes and goes, as noise and waves do.
  private static let deepest = 0.25
  /// A least-squares line through a random walk has a variance that is 6/5 of the walk's own from end to end.
  private static let line = 1.2

  /// Looks for cycles around a line from a bin on; nil where there are fewer than three turns of a kind, or it goes back.
  init?(_ bins: Bins, slope: Double, from first: Int = 0) {
    let track = (first..<bins.count).map { bin in
      TurningPoints.Corner(position: bin, time: bins.times[bin], value: bins.values[bin] - slope * bins.times[bin])
    }
    guard let low = track.map(\.value).min(), let high = track.map(\.value).max(), high > low else { return nil }
    let turns = TurningPoints(track, beyond: Cycles.swing * (high - low)).indices
    var (squares, number, longest) = (0.0, 0.0, 0)
    var lengths: [Double] = []
    for side in [0, 1] {
      let corners = stride(from: side, to: turns.count, by: 2).map { track[turns[$0]] }
      for (one, next) in zip(corners, corners.dropFirst()) {
        squares += (next.value - one.value) * (next.value - one.value)
        number += 1
        lengths.append(next.time - one.time)
      }
      longest = max(longest, corners.count)
    }
    guard longest >= 3, let begin = track.first?.time, begin < 1 else { return nil }
    let span = 1 - begin
    let cycles = span * Double(lengths.count) / lengths.reduce(0, +)
    guard Double(track.count) > Cycles.fewestPoints * cycles,
      Cycles.fall(bins.values[first...], sign: slope < 0 ? -1 : 1) < Cycles.deepest * (high - low)
    else { return nil }
    let wander =
      Mathematics.student95(degrees: Double(longest - 1)) * (Cycles.line * squares / number * cycles).squareRoot()
    // Where in a cycle the record begins and ends is chance: from end to end it may be the whole swing of one off.
    reach = (wander * wander + (high - low) * (high - low)).squareRoot() / span
  }

  /// How far it ever went back from the farthest value before.
  private static func fall(_ values: ArraySlice<Double>, sign: Double) -> Double {
    var (highest, fall) = (-Double.infinity, 0.0)
    for value in values {
      highest = max(highest, sign * value)
      fall = max(fall, highest - sign * value)
    }
    return fall
  }
}
