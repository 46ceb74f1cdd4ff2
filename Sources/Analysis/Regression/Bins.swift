/// The samples of a stretch, condensed to a few hundred means that no gap runs through.
struct Bins {
  /// The mean time, 0 to 1 over the stretch.
  private(set) var times: [Double] = []
  /// The mean, kB above the median of the stretch's first values.
  private(set) var values: [Double] = []
  /// How many samples went in.
  private(set) var counts: [Double] = []
  /// The position of the first sample.
  private(set) var firsts: [Int] = []
  /// The position of the last sample.
  private(set) var lasts: [Int] = []
  /// Subtracted from the values, kB.
  let base: Double
  /// Time covered by the stretch, hours.
  let hours: Double
  /// Changes below this are not material, kB.
  let material: Double

  /// The number of bins.
  var count: Int { values.count }

  /// Condenses a stretch, leaving out what is in `excursions` (sorted, disjoint).
  init(_ stretch: Stretch, without excursions: [ClosedRange<Int>], atMost limit: Int) {
    base = stretch.count > 0 ? stretch[0] : 0
    material = stretch.material
    hours = stretch.hours
    let size = max((stretch.count + limit - 1) / limit, Bins.hold(stretch, limit))
    let tear = stretch.interval * Double(max(3, size))
    var skip = excursions.makeIterator()
    var next = skip.next()
    var sum = 0.0
    var time = 0.0
    var number = 0
    var first = 0
    func close(_ last: Int) {
      guard number > 0 else { return }
      times.append(time / Double(number))
      values.append(sum / Double(number) - base)
      counts.append(Double(number))
      firsts.append(first)
      lasts.append(last)
      (sum, time, number) = (0, 0, 0)
    }
    let scale = stretch.span > 0 ? 1 / stretch.span : 0
    let (clock, samples) = (stretch.times.span, stretch.values.span)
    let zero = stretch.times.first ?? 0
    var end = 0
    var position = 0
    while position < stretch.count {
      if number > 0, number == size || Bins.isTorn(clock, position - 1, position, tear) { close(end) }
      while let range = next, range.upperBound < position { next = skip.next() }
      let isLeftOut = next.map { $0.contains(position) } ?? false
      // As far as nothing changes: to the end of the excursion, or of the bin, or to the next excursion or gap.
      let change = isLeftOut ? (next?.upperBound ?? position) + 1 : next?.lowerBound ?? .max
      var stop = min(change, isLeftOut ? .max : position + size - number, stretch.count)
      if Bins.isTorn(clock, position, stop - 1, tear) {
        stop = (position + 1..<stop).first { Bins.isTorn(clock, $0 - 1, $0, tear) } ?? stop
      }
      if !isLeftOut {
        if number == 0 { first = position }
        sum += samples.sum(position..<stop, less: 0)
        time += clock.sum(position..<stop, less: zero) * scale
        number += stop - position
        end = stop - 1
      }
      position = stop
    }
    close(end)
  }

  /// Whether more time lies between two samples than a bin may leave out.
  private static func isTorn(_ times: Span<Int64>, _ left: Int, _ right: Int, _ most: Double) -> Bool {
    Double(times[right] - times[left]) > most
  }

  /// The first bin at a time or after it; the last one when there is none.
  func index(at time: Double) -> Int { times.firstIndex { $0 >= time } ?? max(0, count - 1) }

  /// The bin that a position lies in, or the next one after it.
  func index(of position: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if lasts[middle] < position { low = middle + 1 } else { high = middle }
    }
    return min(low, max(0, count - 1))
  }

  /// The values less what terms with some coefficients amount to.
  func residuals(_ terms: [Term], _ coefficients: [Double]) -> [Double] {
    var residuals = values
    for (term, coefficient) in zip(terms, coefficients) {
      let column = term.column(times)
      for index in residuals.indices { residuals[index] -= coefficient * column[index] }
    }
    return residuals
  }

  /// Over how many samples the kernel holds a value before it folds its per-CPU counts in again, 1 when it does not.
  ///
  /// /proc/meminfo is fed by counters that are folded about once a second: sampled faster, they stand still and then
  /// jump. The median length of a run of equal values, as long as runs are alike; long quiet stretches do not count.
  private static func hold(_ stretch: Stretch, _ limit: Int) -> Int {
    guard stretch.interval < 1000, stretch.count >= 120 else { return 1 }
    return min(Int((1000 / stretch.interval).rounded(.up)), stretch.count / 60)
  }
}
