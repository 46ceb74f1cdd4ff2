extension Session {
  /// The part of a session between two times, both included; nil means from the start, or to the end.
  ///
  /// Samples are counted from 0 again. Events outside are left out; parts without samples too.
  package func slice(since: Int64?, until: Int64?) -> Session {
    let low = since.map { time in times.partitionPoint { $0 >= time } } ?? 0
    let high = max(low, until.map { time in times.partitionPoint { $0 > time } } ?? times.count)
    var slice = self
    slice.times = Array(times[low..<high])
    slice.columns = columns.map { Column(name: $0.name, values: Array($0.values[low..<high])) }
    // They name samples by the numbers that these had, and what they hold may lie outside.
    slice.tracks = [:]
    slice.parts = parts.compactMap { part in
      let samples = part.samples.clamped(to: low..<high)
      guard !samples.isEmpty else { return nil }
      return SessionPart(header: part.header, samples: (samples.lowerBound - low)..<(samples.upperBound - low))
    }
    slice.events = events.filter { $0.time >= since ?? .min && $0.time <= until ?? .max }
    slice.owners = owners.filter { $0.time >= since ?? .min && $0.time <= until ?? .max }
    return slice
  }
}
