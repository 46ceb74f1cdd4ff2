import KernelMemory

extension Event {
  /// The samples on each side that a level is the median of: enough against noise, few enough to lie beside the event.
  private static let beside = 5

  /// The samples that a step may take to arrive.
  private static let longest = 20

  /// The event with the levels that were sampled beside it in place of the model's, which may lie where no sample ever was.
  ///
  /// - Parameters:
  ///   - values: the series, kB.
  ///   - range: the positions between the events, or the ends of the part, around it.
  /// - Returns: nil where the samples beside it do not show it.
  func measured(in values: [Int64], within range: Range<Int>) -> Event? {
    guard let first = range.first, values.indices.contains(first), range.upperBound <= values.count else { return nil }
    let sign: Double = kind == .spike || kind == .stepUp ? 1 : -1
    var event = self
    switch kind {
    case .stepUp, .stepDown:
      // A step that takes some samples is still on its way where it moves by more than an eighth of itself.
      let pace = abs(magnitude) / 8
      func moves(_ position: Int) -> Bool { sign * Double(values[position] - values[position - 1]) > pace }
      var start = min(max(index, range.lowerBound), range.upperBound - 1)
      var end = start
      while start - 1 > range.lowerBound, index - start < Event.longest, moves(start - 1) { start -= 1 }
      while end + 1 < range.upperBound, end - index < Event.longest, moves(end + 1) { end += 1 }
      guard start > range.lowerBound else { return nil }
      event.before = Event.level(values[max(range.lowerBound, start - Event.beside)..<start])
      event.after = Event.level(values[end..<min(range.upperBound, end + Event.beside)])
      event.peak = event.after
    case .spike, .drop:
      guard let last = range.last else { return nil }
      let inside = extent.clamped(to: range.lowerBound...last)
      let before = values[range.lowerBound..<inside.lowerBound].suffix(Event.beside)
      let after = values[(inside.upperBound + 1)..<range.upperBound].prefix(Event.beside)
      guard !before.isEmpty || !after.isEmpty else { return nil }
      event.before = Event.level(before.isEmpty ? after : before)
      event.after = Event.level(after.isEmpty ? before : after)
      let extremes = values[inside]
      event.peak = Double((sign > 0 ? extremes.max() : extremes.min()) ?? values[index])
    }
    return sign * event.magnitude > 0 ? event : nil
  }

  /// The first position after it.
  fileprivate var afterwards: Int { kind.isStep ? index : extent.upperBound + 1 }

  private static func level(_ values: ArraySlice<Int64>) -> Double { OrderStatistics.median(values.map(Double.init)) }
}

extension Shape {
  /// The shape with the levels of its events as they were sampled.
  func measured(in series: Series) -> Shape {
    var shape = self
    shape.events = events.indices.compactMap { place in
      let event = events[place]
      // Levels of one event end where the next begins, and never lie in another boot.
      let part = series.part(of: event.index)
      let before = place > 0 ? events[place - 1].afterwards : 0
      let after = place + 1 < events.count ? events[place + 1].extent.lowerBound : series.count
      let low = max(part.lowerBound, min(before, event.index))
      return event.measured(in: series.values, within: low..<min(part.upperBound, max(after, event.index + 1)))
    }
    // A step that no level beside it shows is none where the ends went the other way.
    if let first = series.values.first, let last = series.values.last, !shape.events.contains(where: \.kind.isStep),
      pattern == .stepUp && last <= first || pattern == .stepDown && last >= first
    {
      shape.pattern = .steady
    }
    return shape
  }
}

extension Event.Kind {
  /// Whether the level stays.
  package var isStep: Bool { self == .stepUp || self == .stepDown }
}

extension Series {
  /// The positions between two breaks that hold a position.
  fileprivate func part(of position: Int) -> Range<Int> {
    let next = breaks.partitionPoint { $0 > position }
    return (next > 0 ? breaks[next - 1] : 0)..<(next < breaks.count ? breaks[next] : count)
  }
}
