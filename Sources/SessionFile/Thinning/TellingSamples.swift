import KernelMemory
import Storage

/// The samples of a session that does not fit which tell most of it, and how they are packed.
struct TellingSamples {
  /// Stretches of a session that does not fit; a report's charts are hardly wider in pixels.
  private static let stretches = 2000

  /// The compressor's level: half the time of the next one, for a twelfth more bytes.
  private static let level: Int32 = 2

  private let session: Session
  /// Milliseconds of each of the shortest stretches.
  private let stretch: Int64
  /// The numbers of their samples in the session.
  private let samples: [Int]
  /// The session with these alone.
  private let thin: Session

  /// Chooses the samples.
  init(_ session: Session) {
    self.session = session
    stretch = session.stretchLength(TellingSamples.stretches)
    samples = session.tellingSamples(stretch: stretch)
    thin = session.keeping(samples)
  }

  /// Copies the lines of the samples from their places in the input.
  ///
  /// - Throws: Where they are not there any more.
  func copy(of input: SessionInput, _ index: SampleIndex, limit: Int) throws(SessionError) -> SessionArchive? {
    guard let last = samples.last else { return nil }
    var copier = try LineCopier(input, spacing: index[last] / samples.count)
    return try archive(
      columns: index.columns, counts: index.counts, limit: limit, probes: copier.isSeekable ? 4 : 1
    ) { number, text throws(SessionError) in
      try copier.copy(index[samples[number]], to: &text)
    }
  }

  /// Writes the samples anew, with all counters of the input where it is given.
  ///
  /// - Throws: Why the input cannot be read again.
  func text(
    of reading: SessionReading, from input: SessionInput?, limit: Int
  ) throws(SessionError) -> SessionArchive? {
    let columns =
      try input.flatMap { input throws(SessionError) in
        try SessionReading.columns(at: thin.times, in: input)
      } ?? thin.columns
    let names = columns.map(\.name)
    return try archive(
      columns: ["time"] + names, counts: names.filter(Set(reading.countNames).contains), limit: limit, probes: 4
    ) { number, text throws(SessionError) in
      SessionText.appendSample(thin.times[number], number, of: columns, to: &text)
    }
  }

  /// Leaves samples out until what is left fits.
  ///
  /// - Parameters:
  ///   - columns: The columns of their lines.
  ///   - counts: Those that are counts.
  ///   - limit: The most bytes of gzip.
  ///   - probes: At how many places to try how well lines compress.
  ///   - line: Appends the line of one of the first telling samples to a text.
  /// - Throws: What `line` throws.
  /// - Returns: The archive; nil where not even a few samples fit.
  private func archive(
    columns: [String], counts: [String], limit: Int, probes: Int,
    line: (Int, inout [UInt8]) throws(SessionError) -> Void
  ) throws(SessionError) -> SessionArchive? {
    var length = stretch
    var thin = thin
    var numbers = Array(thin.times.indices)
    while numbers.count > 1 {
      if try TellingSamples.mayFit(numbers, limit: limit, probes: probes, line: line) {
        thin.owners = TellingSamples.some(session.owners, atMost: max(2, numbers.count / 100))
        var deflater = Deflater(limit: limit, level: TellingSamples.level)
        let said = TellingSamples.saying(thin, of: session.times.count, stretch: length)
        try SessionText.write(said, columns: columns, counts: counts, to: &deflater) {
          sample, text throws(SessionError) in
          try line(numbers[sample], &text)
        }
        if let gzip = deflater.finish() {
          return SessionArchive(gzip: gzip, samples: numbers.count, thinned: length)
        }
      }
      // What tells in two stretches is among what tells in each of them.
      length *= 2
      guard length / 4 <= (session.times.last ?? 0) - (session.times.first ?? 0) else { return nil }
      let kept = thin.tellingSamples(stretch: length)
      thin = thin.keeping(kept)
      numbers = kept.map { numbers[$0] }
    }
    return nil
  }

  /// Whether some lines here and there leave hope that all of them fit: to compress those costs little.
  private static func mayFit(
    _ numbers: [Int], limit: Int, probes: Int, line: (Int, inout [UInt8]) throws(SessionError) -> Void
  ) throws(SessionError) -> Bool {
    let run = 512 / probes
    guard numbers.count > 8 * run * probes else { return true }
    var text: [UInt8] = []
    for probe in 0..<probes {
      let start = numbers.count / probes * probe
      for number in numbers[start..<(start + run)] { try line(number, &text) }
    }
    var deflater = Deflater(limit: .max, level: TellingSamples.level)
    deflater.add(text, 0..<text.count)
    guard let gzip = deflater.finish() else { return false }
    return gzip.count / (run * probes) * numbers.count < limit + limit / 10
  }

  /// The session with a note of what was left out.
  private static func saying(_ session: Session, of count: Int, stretch: Int64) -> Session {
    var session = session
    session.header.thinned = stretch
    for index in session.parts.indices { session.parts[index].header.thinned = stretch }
    session.remarks.append(
      Remark(
        "of \(count) samples only those were kept that have the lowest, the highest or the last value of a "
          + "dimension in \(CivilTime.duration(milliseconds: stretch)); means, medians and noise are not those of the recording"
      ))
    return session
  }

  /// The first, the last and an even choice of the others.
  private static func some(_ snapshots: [OwnerSnapshot], atMost limit: Int) -> [OwnerSnapshot] {
    guard snapshots.count > limit else { return snapshots }
    return (0..<limit).map { snapshots[$0 * (snapshots.count - 1) / (limit - 1)] }
  }
}
