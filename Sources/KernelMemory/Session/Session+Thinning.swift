extension Session {
  /// The samples that tell the most, sorted: of each stretch of time those with the lowest, the highest and the last value of each
  /// dimension, and the first and last sample of each uninterrupted run.
  ///
  /// - Parameter stretch: Milliseconds of each stretch, counted from the first sample; at least 1.
  /// - Returns: Sample numbers.
  package func tellingSamples(stretch: Int64) -> [Int] {
    guard let first = times.first else { return [] }
    let length = max(1, stretch)
    var isKept = [Bool](repeating: false, count: times.count)
    for run in runs {
      isKept[run.lowerBound] = true
      isKept[run.upperBound - 1] = true
    }
    let columns = Dimension.allCases.compactMap { column($0.name)?.values }
    var start = 0
    while start < times.count {
      let end = first + ((times[start] - first) / length + 1) * length
      var next = start
      while next < times.count, times[next] < end { next += 1 }
      isKept[next - 1] = true
      for values in columns { Session.keepExtremes(of: values, start..<next, &isKept) }
      start = next
    }
    return isKept.indices.filter { isKept[$0] }
  }

  /// Milliseconds of each of so many stretches of equal length; at least 1.
  package func stretchLength(_ stretches: Int) -> Int64 {
    guard let first = times.first, let last = times.last else { return 1 }
    return max(1, (last - first) / Int64(max(1, stretches)) + 1)
  }

  private static func keepExtremes(of values: [Int64], _ range: Range<Int>, _ isKept: inout [Bool]) {
    guard let first = range.first(where: { values[$0] != Column.absent }) else { return }
    var (low, high, last) = (first, first, first)
    var (lowest, highest) = (values[first], values[first])
    for index in (first + 1)..<max(first + 1, range.upperBound) {
      let value = values[index]
      if value == Column.absent { continue }
      last = index
      if value < lowest { (lowest, low) = (value, index) }
      if value > highest { (highest, high) = (value, index) }
    }
    isKept[low] = true
    isKept[high] = true
    isKept[last] = true
  }

  /// The session with these samples only, everything else as it is, but without tracks.
  ///
  /// - Parameter samples: Sample numbers, sorted.
  /// - Returns: The session; a part without samples stays, for its header.
  package func keeping(_ samples: [Int]) -> Session {
    var session = self
    session.times = samples.map { times[$0] }
    session.columns = columns.map { column in
      Column(name: column.name, values: samples.map { column.values[$0] })
    }
    // They name samples by the numbers that these had.
    session.tracks = [:]
    func position(_ sample: Int) -> Int { samples.partitionPoint { $0 >= sample } }
    session.parts = parts.map { part in
      SessionPart(header: part.header, samples: position(part.samples.lowerBound)..<position(part.samples.upperBound))
    }
    return session
  }
}
