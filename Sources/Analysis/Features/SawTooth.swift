/// Slow rises and sudden falls, again and again: a cache under reclaim, or a pool that is emptied now and then.
struct SawTooth {
  /// A corner of the saw.
  typealias Corner = TurningPoints.Corner

  /// The last values before the falls.
  let peaks: [Corner]
  /// The first values after the falls.
  let troughs: [Corner]
  /// The usual fall, kB.
  let height: Double
  /// Standard deviation around the teeth, kB.
  let noise: Double

  /// Looks for teeth, tall ones first; nil when there are fewer than three alike.
  ///
  /// - Parameters:
  ///   - track: The stretch's corners, as ``TurningPoints/track(_:)`` gives them.
  ///   - material: What is too little to be a tooth, kB.
  init?(_ track: [Corner], material: Double) {
    guard let low = track.map(\.value).min(), let high = track.map(\.value).max(), track.count >= 12,
      high - low > material
    else { return nil }
    for share in [0.6, 0.42, 0.3, 0.2, 0.14, 0.1, 0.07] {
      let corners = TurningPoints(track, beyond: share * (high - low))
      if let saw = SawTooth(corners, track) {
        self = saw
        return
      }
    }
    return nil
  }

  /// Takes corners (peaks and troughs alternating) when they make regular teeth with one steep side.
  private init?(_ corners: TurningPoints, _ track: [Corner]) {
    let indices = corners.indices
    // Where falls and rises begin: a fall leads from a peak to the trough after it.
    let falls = stride(from: corners.beginsWithPeak ? 0 : 1, to: indices.count - 1, by: 2)
    let rises = stride(from: corners.beginsWithPeak ? 1 : 0, to: indices.count - 1, by: 2)
    let tops = falls.map { track[indices[$0]] }
    let feet = falls.map { track[indices[$0 + 1]] }
    guard tops.count >= 3, indices.count >= tops.count + 3 else { return nil }
    let periods = zip(tops.dropFirst(), tops).map { $0.time - $1.time }
    guard TurningPoints.variation(periods) < 0.5 else { return nil }
    let heights = zip(tops, feet).map { $0.value - $1.value }
    guard TurningPoints.variation(heights) < 0.5,
      OrderStatistics.median(zip(tops, feet).map { $1.time - $0.time }) < 0.25 * OrderStatistics.median(periods)
    else { return nil }

    // Between trough and peak a tooth is a straight line but for noise, and the noise is small against the tooth.
    var squares = 0.0
    var number = 0.0
    var count = 0
    for rise in rises {
      count += 1
      let (left, right) = (track[indices[rise]], track[indices[rise + 1]])
      guard right.time > left.time else { continue }
      for index in indices[rise]...indices[rise + 1] {
        let line = left.value + (right.value - left.value) * (track[index].time - left.time) / (right.time - left.time)
        squares += (track[index].value - line) * (track[index].value - line)
        number += 1
      }
    }
    let noise = (squares / max(1, number)).squareRoot()
    let height = OrderStatistics.median(heights)
    let cover = (feet.last?.time ?? 0) - (tops.first?.time ?? 0)
    // Noise that wanders has teeth of four or five deviations, and of any height where a tooth is a few samples.
    let samples = number / Double(count)
    guard height > (samples < 8 ? 10 : 4.8) * noise, cover > 0.5 else { return nil }
    peaks = tops
    troughs = feet
    self.height = height
    self.noise = noise
  }
}
