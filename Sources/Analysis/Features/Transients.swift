/// Short excursions that return, found at full resolution against a running median.
struct Transients {
  /// One excursion.
  struct Excursion {
    /// First and last position.
    var extent: ClosedRange<Int>
    /// The position of the extreme.
    var peak: Int
    /// The extreme minus the level around it, kB.
    var height: Double
    /// The level around it, kB.
    var level: Double

    /// The excursions by position, those of one direction with no more than a few samples between them as one.
    static func merged(_ excursions: [Excursion], within distance: Int) -> [Excursion] {
      var result: [Excursion] = []
      for next in excursions.sorted(by: { $0.extent.lowerBound < $1.extent.lowerBound }) {
        guard let last = result.last, last.height * next.height > 0,
          next.extent.lowerBound - last.extent.upperBound <= distance
        else {
          result.append(next)
          continue
        }
        var whole = abs(next.height) > abs(last.height) ? next : last
        whole.extent = last.extent.lowerBound...max(last.extent.upperBound, next.extent.upperBound)
        result[result.count - 1] = whole
      }
      return result
    }
  }

  /// By position.
  private(set) var found: [Excursion] = []
  /// Whether many excursions of one direction come at even distances: a periodic job, not events.
  private(set) var isRegular = false
  /// The standard deviation of ordinary samples around the running median, kB.
  private(set) var noise = 0.0

  /// Half the window of the running median, samples: excursions up to this long can be told from a new level.
  static func reach(_ count: Int) -> Int { max(3, min(count * 3 / 100, 4000)) }

  /// Looks for excursions beyond `factor` standard deviations and beyond what ordinary blocks reach.
  ///
  /// The second condition is for noise with heavy tails: the largest deviation of an ordinary block of samples is no event.
  init(_ stretch: Stretch, factor: Double, tails: Double) {
    let count = stretch.count
    guard count >= 8 else { return }
    let reach = Transients.reach(count)
    let baseline = RunningMedian(stretch, reach: reach)
    let step = max(1, count / 4096)
    let some = stride(from: 0, to: count, by: step).map { (value: stretch[$0], deviation: stretch[$0] - baseline[$0]) }
    noise = OrderStatistics.deviation(some.map(\.deviation), around: 0)
    noise = max(noise, stretch.grain / 4)

    let blocks = BlockExtremes(stretch, baseline)
    let least = max(factor * noise, stretch.material)
    found = Transients.excursions(stretch, baseline, blocks, noise, up: least, down: least)
    isRegular = Transients.areRegular(found, stretch)
    if !isRegular {
      let up = max(least, tails * BlockExtremes.ordinary(blocks.highs))
      let down = max(least, tails * BlockExtremes.ordinary(blocks.lows))
      if up > least || down > least {
        found = Transients.excursions(stretch, baseline, blocks, noise, up: up, down: down)
      }
    }
    settle(stretch, some, step)
  }

  /// All excursions beyond two thresholds; a thousand at most, since so many are texture.
  ///
  /// Linear in the number of values.
  private static func excursions(
    _ stretch: Stretch, _ baseline: RunningMedian, _ blocks: BlockExtremes, _ noise: Double, up: Double, down: Double
  ) -> [Excursion] {
    var found: [Excursion] = []
    let reach = Transients.reach(stretch.count)
    var position = 0
    for (block, start) in stride(from: 0, to: stretch.count, by: blocks.length).enumerated()
    where blocks.highs[block] > up || blocks.lows[block] > down {
      position = max(position, start)
      while position < min(stretch.count, start + blocks.length) {
        let deviation = stretch[position] - baseline[position]
        guard deviation > up || deviation < -down else {
          position += 1
          continue
        }
        let (excursion, next) = trace(
          stretch, baseline, from: position, sign: deviation > 0 ? 1 : -1, noise, reach,
          0.8 * (deviation > 0 ? up : down))
        if let excursion {
          found.append(excursion)
          if found.count == 1000 { return found }
        }
        position = next
      }
    }
    return found
  }

  /// Takes the noise from its tails, excursions left out, and drops what is small against it or the range of the rest.
  private mutating func settle(_ stretch: Stretch, _ some: [(value: Double, deviation: Double)], _ step: Int) {
    var skip = found.makeIterator()
    var next = skip.next()
    var sizes: [Double] = []
    var low = Double.infinity
    var high = -Double.infinity
    sizes.reserveCapacity(some.count)
    for (index, sample) in some.enumerated() {
      let position = index * step
      while let range = next?.extent, range.upperBound < position { next = skip.next() }
      if let range = next?.extent, range.contains(position) { continue }
      sizes.append(abs(sample.deviation))
      low = min(low, sample.value)
      high = max(high, sample.value)
    }
    noise = max(noise, OrderStatistics.quantile(of: &sizes, 0.95) / 1.96)
    if sizes.count >= 200 { noise = max(noise, OrderStatistics.quantile(of: &sizes, 0.99, after: 0.95) / 2.58) }
    let least = max(stretch.material, 7 * noise, 0.1 * (high - low))
    found.removeAll { abs($0.height) < least }
  }

  /// Whether five or more excursions of one direction come at even distances over most of the record.
  ///
  /// One missing or one more now and then is no matter.
  private static func areRegular(_ found: [Excursion], _ stretch: Stretch) -> Bool {
    [found.filter { $0.height > 0 }, found.filter { $0.height < 0 }].contains { side in
      let middle = OrderStatistics.median(side.map { abs($0.height) })
      let places = side.filter { abs($0.height) > 0.4 * middle }.map { stretch.share($0.peak) }
      guard places.count >= 5, let first = places.first, let last = places.last, last - first > 0.5 else {
        return false
      }
      let gaps = zip(places.dropFirst(), places).map { $0 - $1 }
      let usual = OrderStatistics.median(gaps)
      let even = gaps.filter { abs($0 - usual * max(1, ($0 / usual).rounded())) < 0.25 * usual && $0 < 3.5 * usual }
      return even.count * 5 >= gaps.count * 4
    }
  }

  /// The excursion around a position, and where the next one may begin; nil when it is too long, touches an end, or leads to another
  /// level.
  ///
  /// What goes on for longer than the reach may have a peak of its own at its end, and is looked at once more from there.
  private static func trace(
    _ stretch: Stretch, _ baseline: RunningMedian, from position: Int, sign: Double, _ noise: Double, _ reach: Int,
    _ least: Double
  ) -> (excursion: Excursion?, next: Int) {
    func height(_ position: Int) -> Double { sign * (stretch[position] - baseline[position]) }
    var first = position
    var last = position
    var peak = position
    var bound = max(3 * noise, 0.1 * height(peak))
    while let next = (last + 1..<min(stretch.count, last + 3)).first(where: { height($0) > bound }) {
      last = next
      if height(last) > height(peak) {
        peak = last
        bound = max(3 * noise, 0.1 * height(peak))
      }
    }
    guard last - first <= reach else { return (nil, last - reach + 1) }
    while first > 0, last - first < reach, height(first - 1) > bound { first -= 1 }
    guard first > 0, last + 1 < stretch.count, last - first < reach else { return (nil, last + 1) }
    let context = max(4, last - first + 1)
    let before = OrderStatistics.median((max(0, first - context)..<first).map { stretch[$0] })
    let after = OrderStatistics.median((last + 1..<min(stretch.count, last + 1 + context)).map { stretch[$0] })
    let rise = sign * (stretch[peak] - before)
    let fall = sign * (stretch[peak] - after)
    guard min(rise, fall) > least, abs(rise - fall) < 0.5 * max(rise, fall) else { return (nil, last + 1) }
    return (
      Excursion(extent: first...last, peak: peak, height: sign * height(peak), level: baseline[peak]), last + 1
    )
  }
}
