import KernelMemory

/// The highest and lowest points of a stretch between which it moves by more than some threshold, in turn.
struct TurningPoints {
  /// A sample that counts as a corner.
  struct Corner {
    var position: Int
    /// 0 to 1 over the stretch.
    var time: Double
    /// kB.
    var value: Double
  }

  /// Where they stand in the track.
  private(set) var indices: [Int] = []
  /// Where in the track each showed: the first point beyond the threshold from it, which is plain on a plateau too.
  private(set) var crossings: [Int] = []
  /// Whether the first is a high one.
  private(set) var beginsWithPeak = false

  /// The turning points of a track, without its two ends.
  init(_ track: [Corner], beyond threshold: Double) {
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
        if rising != nil || high > 0 { append(high, isPeak: true, at: index) }
        rising = false
        (low, lowest) = (index, value)
      } else if rising != true, value - lowest > threshold {
        if rising != nil || low > 0 { append(low, isPeak: false, at: index) }
        rising = true
        (high, highest) = (index, value)
      }
    }
  }

  private mutating func append(_ index: Int, isPeak: Bool, at crossing: Int) {
    if indices.isEmpty { beginsWithPeak = isPeak }
    indices.append(index)
    crossings.append(crossing)
  }

  /// The samples, or the lowest and highest of each of some thousand blocks in the order in which they come.
  static func track(_ stretch: Stretch) -> [Corner] {
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

  /// Standard deviation over mean.
  static func variation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return mean > 0 ? (squares / Double(max(1, values.count - 1))).squareRoot() / mean : .infinity
  }
}
