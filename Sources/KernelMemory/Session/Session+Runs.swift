extension Session {
  /// The samples in uninterrupted runs: a run ends at a gap, a suspend, and a new part.
  ///
  /// Every sample is in exactly one run; runs are in order and never empty.
  package var runs: [Range<Int>] {
    guard !times.isEmpty else { return [] }
    var cuts = Set(parts.map(\.samples.lowerBound))
    var position = 0
    let pauses = events.filter(\.isPause).map(\.time).sorted()
    for pause in pauses {
      while position < times.count, times[position] <= pause { position += 1 }
      cuts.insert(position)
    }
    let starts = [0] + cuts.filter { $0 > 0 && $0 < times.count }.sorted()
    return zip(starts, starts.dropFirst() + [times.count]).map { $0..<$1 }
  }
}

extension SessionEvent {
  /// Whether nothing was recorded from this event's time on, for a while.
  package var isPause: Bool {
    switch kind {
    case .gap, .suspend: true
    default: false
    }
  }
}
