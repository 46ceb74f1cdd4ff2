public import KernelMemory

/// A session as it lies inside a report: a session file in gzip, not larger than a limit.
public struct SessionArchive: Sendable {
  /// The gzip data (RFC 1952), without a name and a time.
  public let gzip: [UInt8]

  /// The samples inside.
  public let samples: Int

  /// Milliseconds of each stretch of which only the telling samples were kept; nil where all are inside.
  public let thinned: Int64?

  /// Stretches of a session that does not fit; a report's charts are hardly wider in pixels.
  private static let stretches = 2000

  /// Copies a session file byte for byte; nil where it is longer than the limit or sure to be, or damaged.
  ///
  /// - Parameters:
  ///   - input: The session file, plain, gzip, or inside a report.
  ///   - samples: How many samples it has.
  ///   - limit: The most bytes of gzip.
  /// - Throws: Why it could not be read.
  public init?(copying input: SessionInput, samples: Int, limit: Int) throws(SessionError) {
    var source = try ByteSource(input)
    var deflater = Deflater(limit: limit)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var taken = 0
    while !deflater.isOverflown {
      let count = try source.read(into: &buffer, at: 0)
      if count == 0 { break }
      deflater.add(buffer, 0..<count)
      taken += count
      // Two megabytes tell how well the rest will do; most of a long file need not be compressed for nothing.
      if taken >= 2 << 20, let size = source.plainSize,
        Double(deflater.bytes.count) * Double(size) > 1.2 * Double(limit) * Double(taken)
      {
        return nil
      }
    }
    guard source.remark == nil, let gzip = deflater.finish() else { return nil }
    self.gzip = gzip
    self.samples = samples
    thinned = nil
  }

  /// Writes a session anew; nil where it is longer than the limit.
  ///
  /// - Parameters:
  ///   - session: The session, with the counters that are to be inside.
  ///   - counts: The counters that are counts.
  ///   - limit: The most bytes of gzip.
  ///   - thinned: What is said of samples that were left out.
  public init?(_ session: Session, counts: [String], limit: Int, thinned: Int64? = nil) {
    var deflater = Deflater(limit: limit)
    // The compressor itself throws nothing.
    try? SessionText.write(session, counts: counts, to: &deflater)
    guard let gzip = deflater.finish() else { return nil }
    self.gzip = gzip
    samples = session.times.count
    self.thinned = thinned
  }

  /// Writes the telling samples of a session, as many as fit; nil where not even a few do.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - counts: The counters that are counts.
  ///   - limit: The most bytes of gzip.
  ///   - columns: All counters of the samples with these times; nil takes those of the session.
  /// - Throws: What `columns` throws.
  public init?(
    thinning session: Session, counts: [String], limit: Int, columns: ([Int64]) throws(SessionError) -> [Column]?
  ) throws(SessionError) {
    var length = session.stretchLength(SessionArchive.stretches)
    let samples = session.tellingSamples(stretch: length)
    var thin = session.keeping(samples)
    if let all = try columns(thin.times) { thin.columns = all }
    while thin.times.count > 1 {
      thin.owners = SessionArchive.some(session.owners, atMost: max(2, thin.times.count / 100))
      if SessionArchive.mayFit(thin, counts: counts, limit: limit) {
        let said = SessionArchive.saying(thin, of: session.times.count, stretch: length)
        if let archive = SessionArchive(said, counts: counts, limit: limit, thinned: length) {
          self = archive
          return
        }
      }
      // What tells in two stretches is among what tells in each of them.
      length *= 2
      guard length / 4 <= (session.times.last ?? 0) - (session.times.first ?? 0) else { return nil }
      thin = thin.keeping(thin.tellingSamples(stretch: length))
    }
    return nil
  }

  /// Whether the first samples leave hope that all of them fit: writing those costs little.
  private static func mayFit(_ session: Session, counts: [String], limit: Int) -> Bool {
    let probe = 500
    guard session.times.count > 4 * probe else { return true }
    var head = session.keeping(Array(0..<probe))
    (head.events, head.owners, head.remarks) = ([], [], [])
    guard let archive = SessionArchive(head, counts: counts, limit: limit) else { return false }
    return archive.gzip.count / probe * session.times.count < limit + limit / 4
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
