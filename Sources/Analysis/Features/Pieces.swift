/// The straight pieces of a model, between its kinks; steps do not part pieces.
struct Pieces {
  /// The times of the corners, 0 and 1 included.
  let corners: [Double]
  /// The bins of the kinks, in order.
  let kinks: [Int]
  /// kB a stretch, one a piece.
  let slopes: [Double]

  /// Reads the pieces off a fit.
  init(_ fit: Fit, _ times: [Double]) {
    kinks = fit.terms.compactMap { term in if case .kink(let bin) = term { bin } else { nil } }.sorted()
    corners = [0] + kinks.map { times[$0] } + [1]
    slopes = zip(corners, corners.dropFirst()).map { left, right in
      zip(fit.terms, fit.coefficients).reduce(0) { $0 + $1.0.slope(from: left, to: right, times: times) * $1.1 }
    }
  }

  /// How far the values move over a piece, kB.
  func rise(_ piece: Int) -> Double { slopes[piece] * (corners[piece + 1] - corners[piece]) }

  /// The first of the pieces at the end that go on alike: one way, and none more than 2.5 times as steep as those after it.
  var lastRun: Int {
    var first = slopes.count - 1
    while first > 0 {
      let after = (first..<slopes.count).reduce(0) { $0 + rise($1) } / (1 - corners[first])
      let ratio = after == 0 ? 0 : slopes[first - 1] / after
      guard ratio > 0.4, ratio < 2.5 else { break }
      first -= 1
    }
    return first
  }

  /// The bins of the kinks that bend the line by more than `least` kB over the shorter of the two pieces.
  func materialKinks(beyond least: Double) -> [Int] {
    kinks.indices.filter { kink in
      let shorter = min(corners[kink + 1] - corners[kink], corners[kink + 2] - corners[kink + 1])
      return abs(slopes[kink + 1] - slopes[kink]) * shorter > least
    }.map { kinks[$0] }
  }

  /// From when to when a piece gained what was then given back, half of it or more, by one fall at its end or by a slope down right
  /// after it; nil when it was kept.
  ///
  /// The holder of the memory ended, or let go: the growth was a leak while it lasted.
  func release(of piece: Int, _ falls: [(time: Double, size: Double)]) -> ClosedRange<Double>? {
    let (start, end) = (corners[piece], corners[piece + 1])
    let within = falls.filter { $0.time > start && $0.time < end + 0.05 }.sorted { $0.time < $1.time }
    if let last = within.last, last.time > start + 0.6 * (end - start), piece + 1 < slopes.count || last.time > 0.8 {
      let begin = within.dropLast().last?.time ?? start
      let stop = min(last.time, end)
      if stop > begin, -last.size > 0.5 * slopes[piece] * (stop - begin) { return begin...stop }
    }
    return piece + 1 < slopes.count && -rise(piece + 1) > rise(piece) / 2 ? start...end : nil
  }
}
