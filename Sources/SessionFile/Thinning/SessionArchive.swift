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

  /// Packs a session in the first of four ways that fits: copied, or written anew; else its telling samples, copied or written anew.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - reading: What it was read as, or cut out of.
  ///   - input: The one input of which it is the whole, with counters that the session may lack; nil where it has all.
  ///   - limit: The most bytes of gzip.
  /// - Throws: Why the input could not be read again.
  /// - Returns: The archive; nil where not even a few samples fit.
  package static func fitting(
    _ session: Session, of reading: SessionReading, from input: SessionInput?, limit: Int
  ) throws(SessionError) -> SessionArchive? {
    let whole =
      if let input {
        try copy(of: input, samples: session.times.count, limit: limit)
      } else {
        text(of: session, counts: reading.countNames, limit: limit)
      }
    if let whole { return whole }
    return try thinned(session, of: reading, from: input, limit: limit)
  }

  /// Takes the telling samples of a session, as many as fit; nil where not even a few do.
  static func thinned(
    _ session: Session, of reading: SessionReading, from input: SessionInput?, limit: Int
  ) throws(SessionError) -> SessionArchive? {
    let telling = TellingSamples(session)
    if let input, let index = reading.index {
      do throws(SessionError) {
        return try telling.copy(of: input, index, limit: limit)
      } catch {
        // The input is another one by now; what was read of it is still known.
      }
    }
    return try telling.text(of: reading, from: input, limit: limit)
  }
}
