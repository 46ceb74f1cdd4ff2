/// Up and down again and again, of any form: a square wave, a week's rhythm.
enum Oscillation {
  /// The fewest peaks, and troughs: fewer at even distances are chance in one wandering record of some hundred.
  private static let fewest = 4
  /// The fewest points of the track that a whole swing takes: three or four are what noise alone makes of its highest and lowest values.
  private static let fewestPoints = 5.0
  /// How much of the range a swing takes at least.
  private static let swing = 0.6
  /// Standard deviation over mean of what has to be alike; noise that wanders has 0.5 and more.
  private static let evenness = 0.25

  /// Whether peaks and troughs come at even distances over most of the stretch, and the swings are alike.
  ///
  /// - Parameters:
  ///   - track: The stretch's corners, as ``TurningPoints/track(_:)`` gives them.
  ///   - material: What is too little to be a swing, kB.
  /// - Returns: False too where the track does not move.
  static func isRegular(_ track: [TurningPoints.Corner], material: Double) -> Bool {
    guard let low = track.map(\.value).min(), let high = track.map(\.value).max(), high - low > material else {
      return false
    }
    let turns = TurningPoints(track, beyond: swing * (high - low))
    let times = turns.crossings.map { track[$0].time }
    let values = turns.indices.map { track[$0].value }
    guard Double(track.count) > fewestPoints * Double(times.count) / 2 else { return false }
    return [0, 1].allSatisfy { side in
      let side = stride(from: side, to: times.count, by: 2).map { times[$0] }
      guard side.count >= fewest, let first = side.first, let last = side.last, last - first > 0.5 else { return false }
      return TurningPoints.variation(zip(side.dropFirst(), side).map { $0 - $1 }) < evenness
    } && TurningPoints.variation(zip(values.dropFirst(), values).map { abs($0 - $1) }) < evenness
  }
}
