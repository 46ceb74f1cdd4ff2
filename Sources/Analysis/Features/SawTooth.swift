import KernelMemory

/// Slow rises and sudden falls, again and again: a cache under reclaim, or a pool that is emptied now and then.
struct SawTooth {
  /// A corner of the saw.
  struct Corner {
    var position: Int
    /// 0 to 1 over the stretch.
    var time: Double
    /// kB.
    var value: Double
  }

  /// Peaks and troughs in turn.
  private struct Turns {
    /// Where they stand in the track.
    private(set) var indices: [Int] = []
    private(set) var beginsWithPeak = false

    mutating func append(_ index: Int, isPeak: Bool) {
      if indices.isEmpty { beginsWithPeak = isPeak }
      indices.append(index)
    }
  }

  /// The last values before the falls.
  let peaks: [Corner]
  /// The first values after the falls.
  let troughs: [Corner]
  /// The usual fall, kB.
  let height: Double
  /// Standard deviation around the teeth, kB.
  let noise: Double

  /// Looks for teeth, tall ones first; nil when there are fewer than three alike.
  init?(_ stretch: Stretch) {
    let track = SawTooth.track(stretch)
    guard let low = track.map(\.value).min(), let high = track.map(\.value).max(), track.count >= 12,
      high - low > stretch.material
    else { return nil }
    for share in [0.6, 0.42, 0.3, 0.2, 0.14, 0.1, 0.07] {
      let corners = SawTooth.turns(track, beyond: share * (high - low))
      if let saw = SawTooth(corners, track) {
        self = saw
        return
      }
    }
    return nil
  }

  /// Takes corners (peaks and troughs alternating) when they make regular teeth with one steep side.
  private init?(_ corners: Turns, _ track: [Corner]) {
    let indices = corners.indices
    // Where falls and rises begin: a fall leads from a peak to the trough after it.
    let falls = stride(from: corners.beginsWithPeak ? 0 : 1, to: indices.count - 1, by: 2)
    let rises = stride(from: corners.beginsWithPeak ? 1 : 0, to: indices.count - 1, by: 2)
    let tops = falls.map { track[indices[$0]] }
    let feet = falls.map { track[indices[$0 + 1]] }
    guard tops.count >= 3, indices.count >= tops.count + 3 else { return nil }
    let periods = zip(tops.dropFirst(), tops).map { $0.time - $1.time }
    guard SawTooth.variation(periods) < 0.5 else { return nil }
    let heights = zip(tops, feet).map { $0.value - $1.value }
    guard SawTooth.variation(heights) < 0.5,
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

  /// The samples, or the lowest and highest of each of some thousand blocks in the order in which they come.
  private static func track(_ stretch: Stretch) -> [Corner] {
    let block = max(1, stretch.count / 1500)
    func corner(_ position: Int) -> Corner {
      Corner(position: position, time: stretch.share(position), value: stretch[position])
    }
    if block < 3 { return (0..<stretch.count).map(corner) }
    var result: [Corner] = []
    result.reserveCapacity(2 * (stretch.count / block + 1))
    let values = stretch.values.span
    for start in stride(from: 0, to: values.count, by: block) {
      // The extremes first and then their places: one that is looked for at once costs a wrong guess for each that it beats.
      let end = min(values.count, start + block)
      guard let (least, most) = values.extracting(start..<end).extremes() else { continue }
      var (low, high) = (start, start)
      while values[low] != least { low += 1 }
      while values[high] != most { high += 1 }
      result.append(corner(min(low, high)))
      if low != high { result.append(corner(max(low, high))) }
    }
    return result
  }

  /// The turning points between which the values move by more than a threshold, without the two ends.
  private static func turns(_ track: [Corner], beyond threshold: Double) -> Turns {
    var result = Turns()
    let track = track.span
    var low = 0
    var high = 0
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    var rising: Bool?
    for index in track.indices {
      let value = track[index].value
      if value > highest || rising == true && value == highest { (high, highest) = (index, value) }
      if value <= lowest { (low, lowest) = (index, value) }
      if rising != false, highest - value > threshold {
        if rising != nil || high > 0 { result.append(high, isPeak: true) }
        rising = false
        (low, lowest) = (index, value)
      } else if rising != true, value - lowest > threshold {
        if rising != nil || low > 0 { result.append(low, isPeak: false) }
        rising = true
        (high, highest) = (index, value)
      }
    }
    return result
  }

  /// Standard deviation over mean.
  private static func variation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return mean > 0 ? (squares / Double(max(1, values.count - 1))).squareRoot() / mean : .infinity
  }
}
