package import KernelMemory
package import Storage

/// A session as it lies inside a report: a session file in gzip, not larger than a limit.
package struct SessionArchive: Sendable {
  /// The gzip data (RFC 1952), without a name and a time.
  package let gzip: [UInt8]

  /// The samples inside.
  package let samples: Int

  /// Milliseconds of each stretch of which only the telling samples were kept; nil where all are inside.
  package let thinned: Int64?

  /// Stretches of a session that does not fit; a report's charts are hardly wider in pixels.
  private static let stretches = 2000

  /// The compressor's level for telling samples: half the time of the next one, for a twelfth more bytes.
  private static let level: Int32 = 2

  /// Copies a session file byte for byte; nil where it is longer than the limit or sure to be, or damaged.
  ///
  /// - Parameters:
  ///   - input: The session file, plain, gzip, or inside a report.
  ///   - samples: How many samples it has.
  ///   - limit: The most bytes of gzip.
  /// - Throws: Why it could not be read.
  package init?(copying input: SessionInput, samples: Int, limit: Int) throws(SessionError) {
    var source = try ByteSource(input)
    if try SessionArchive.isTooLong(&source, limit) { return nil }
    var deflater = Deflater(limit: limit)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while !deflater.isOverflown {
      let count = try source.read(into: &buffer, at: 0)
      if count == 0 { break }
      deflater.add(buffer, 0..<count)
    }
    guard source.remark == nil, let gzip = deflater.finish() else { return nil }
    self.gzip = gzip
    self.samples = samples
    thinned = nil
  }

  /// Whether a few places of a long input tell that it will not fit; the source is at its begin again.
  private static func isTooLong(_ source: inout ByteSource, _ limit: Int) throws(SessionError) -> Bool {
    // gzip's own default compresses better than what is fast enough here.
    if source.isCompressed { return !source.isPage && source.size ?? 0 > limit + limit / 4 }
    let probes = 6
    guard let size = source.plainSize, size > 2 * limit, size > 1 << 20 else { return false }
    var deflater = Deflater(limit: .max)
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    var taken = 0
    for probe in 0..<probes {
      guard source.seek(to: size / probes * probe) else { return false }
      let count = try source.read(into: &buffer, at: 0)
      deflater.add(buffer, 0..<count)
      taken += count
    }
    guard source.seek(to: 0), let gzip = deflater.finish() else { return false }
    return Double(gzip.count) * Double(size) > 1.2 * Double(limit) * Double(taken)
  }

  /// Writes a session anew; nil where it is longer than the limit.
  ///
  /// - Parameters:
  ///   - session: The session, with the counters that are to be inside.
  ///   - counts: The counters that are counts.
  ///   - limit: The most bytes of gzip.
  ///   - thinned: What is said of samples that were left out.
  package init?(_ session: Session, counts: [String], limit: Int, thinned: Int64? = nil) {
    var deflater = Deflater(limit: limit)
    // The compressor itself throws nothing.
    try? SessionText.write(session, counts: counts, to: &deflater)
    guard let gzip = deflater.finish() else { return nil }
    self.gzip = gzip
    samples = session.times.count
    self.thinned = thinned
  }

  /// Takes the telling samples of a session, as many as fit; nil where not even a few do.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - reading: What it was read as, or cut out of.
  ///   - input: The one input of which it is the whole, with counters that the session lacks; nil where it has all.
  ///   - limit: The most bytes of gzip.
  /// - Throws: Why the input could not be read again.
  package init?(
    thinning session: Session, of reading: SessionReading, from input: SessionInput?, limit: Int
  ) throws(SessionError) {
    let stretch = session.stretchLength(SessionArchive.stretches)
    let samples = session.tellingSamples(stretch: stretch)
    var thin = session.keeping(samples)
    if let input, let index = reading.index, let last = samples.last {
      do throws(SessionError) {
        var copier = try LineCopier(input, spacing: index[last] / samples.count)
        let archive = try SessionArchive(
          thin, stretch: stretch, of: session, columns: index.columns, counts: index.counts, limit: limit,
          probes: copier.isSeekable ? 4 : 1
        ) { number, text throws(SessionError) in
          try copier.copy(index[samples[number]], to: &text)
        }
        guard let archive else { return nil }
        self = archive
        return
      } catch {
        // The input is another one by now; what was read of it is still known.
      }
    }
    if let input, let all = try SessionReading.columns(at: thin.times, in: input) { thin.columns = all }
    let names = thin.columns.map(\.name)
    let archive = try SessionArchive(
      thin, stretch: stretch, of: session, columns: ["time"] + names,
      counts: names.filter(Set(reading.countNames).contains), limit: limit, probes: 4
    ) { number, text throws(SessionError) in
      SessionText.appendSample(thin.times[number], number, of: thin.columns, to: &text)
    }
    guard let archive else { return nil }
    self = archive
  }

  /// Leaves samples out until what is left fits.
  ///
  /// - Parameters:
  ///   - first: The telling samples of the shortest stretches.
  ///   - stretch: Milliseconds of each of those.
  ///   - session: What they are from.
  ///   - columns: The columns of their lines.
  ///   - counts: Those that are counts.
  ///   - limit: The most bytes of gzip.
  ///   - probes: At how many places to try how well lines compress.
  ///   - line: Appends the line of a sample of `first` to a text.
  /// - Throws: What `line` throws.
  private init?(
    _ first: Session, stretch: Int64, of session: Session, columns: [String], counts: [String], limit: Int, probes: Int,
    line: (Int, inout [UInt8]) throws(SessionError) -> Void
  ) throws(SessionError) {
    var length = stretch
    var thin = first
    var numbers = Array(first.times.indices)
    while numbers.count > 1 {
      if try SessionArchive.mayFit(numbers, limit: limit, probes: probes, line: line) {
        thin.owners = SessionArchive.some(session.owners, atMost: max(2, numbers.count / 100))
        var deflater = Deflater(limit: limit, level: SessionArchive.level)
        let said = SessionArchive.saying(thin, of: session.times.count, stretch: length)
        try SessionText.write(said, columns: columns, counts: counts, to: &deflater) {
          sample, text throws(SessionError) in
          try line(numbers[sample], &text)
        }
        if let gzip = deflater.finish() {
          (self.gzip, samples, thinned) = (gzip, numbers.count, length)
          return
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
    var deflater = Deflater(limit: .max, level: SessionArchive.level)
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
