import KernelMemory
import Storage

extension SessionArchive {
  /// Copies a session file byte for byte; nil where it is longer than the limit or sure to be, or damaged.
  ///
  /// - Parameters:
  ///   - input: The session file, plain, gzip, or inside a report.
  ///   - samples: How many samples it has.
  ///   - limit: The most bytes of gzip.
  /// - Throws: Why it could not be read.
  /// - Returns: The archive of all samples.
  static func copy(of input: SessionInput, samples: Int, limit: Int) throws(SessionError) -> SessionArchive? {
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
    return SessionArchive(gzip: gzip, samples: samples, thinned: nil)
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
  /// - Returns: The archive of all samples.
  static func text(of session: Session, counts: [String], limit: Int) -> SessionArchive? {
    var deflater = Deflater(limit: limit)
    // The compressor itself throws nothing.
    try? SessionText.write(session, counts: counts, to: &deflater)
    return deflater.finish().map { SessionArchive(gzip: $0, samples: session.times.count, thinned: nil) }
  }
}
