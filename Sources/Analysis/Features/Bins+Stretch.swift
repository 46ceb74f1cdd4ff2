extension Bins {
  /// Condenses a stretch, leaving out some samples.
  ///
  /// - Parameters:
  ///   - stretch: the samples.
  ///   - excursions: which are left out; sorted, disjoint.
  ///   - limit: how many bins there may be of a stretch without gaps.
  init(_ stretch: Stretch, without excursions: [ClosedRange<Int>], atMost limit: Int) {
    let base = stretch.count > 0 ? stretch[0] : 0
    let size = max((stretch.count + limit - 1) / limit, Bins.folding(stretch))
    let tear = stretch.interval * Double(max(3, size))
    var (times, values, counts): ([Double], [Double], [Double]) = ([], [], [])
    var (firsts, lasts): ([Int], [Int]) = ([], [])
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
    self.init(
      times: times, values: values, counts: counts, firsts: firsts, lasts: lasts, base: base, hours: stretch.hours,
      material: stretch.material)
  }

  /// Whether more time lies between two samples than a bin may leave out.
  private static func isTorn(_ times: Span<Int64>, _ left: Int, _ right: Int, _ most: Double) -> Bool {
    Double(times[right] - times[left]) > most
  }

  /// Over how many samples the kernel holds a value before it folds its per-CPU counts in again, 1 when it does not.
  ///
  /// /proc/meminfo is fed by counters that are folded about once a second (vm.stat_interval): sampled faster, they stand still and then
  /// jump. Sixty bins are left at least.
  private static func folding(_ stretch: Stretch) -> Int {
    guard stretch.interval < 1000, stretch.count >= 120 else { return 1 }
    return min(Int((1000 / stretch.interval).rounded(.up)), stretch.count / 60)
  }
}
