import KernelMemory
import Report
import SessionFile
import Storage

/// What a report is made from, read once where that is possible.
struct ReportSource: Sendable {
  /// The session, with the counters that a report reads, or with all where they will be written anew.
  var session: Session { reading.session }

  private let reading: SessionReading
  private let inputs: [SessionInput]
  /// Whether the one input can be copied as it is.
  private let isCopy: Bool

  /// Reads the sessions.
  ///
  /// - Parameters:
  ///   - inputs: The sessions, as ``InputArguments`` found them.
  ///   - wantsData: Whether ``embedded(_:limit:)`` will be asked for.
  ///   - isWhole: Whether nothing will be cut off or changed.
  /// - Throws: What is wrong with an input, or why they cannot be one session.
  init(_ inputs: [SessionInput], wantsData: Bool, isWhole: Bool) throws(SessionError) {
    // Standard input cannot be read a second time, and may be too long to keep: it is written anew.
    isCopy = isWhole && inputs.count == 1 && !inputs[0].isStandardInput
    reading = try SessionReading(
      inputs, columns: wantsData && !isCopy ? .all : isWhole ? .report : .cut, isIndexed: wantsData && isCopy)
    self.inputs = inputs
  }

  /// The session as it goes into a page.
  ///
  /// - Parameters:
  ///   - session: What the report is about: ``session``, or what was cut out of it.
  ///   - limit: The most bytes of base64.
  /// - Throws: Why an input cannot be read again.
  /// - Returns: The whole session where it fits; else its telling samples.
  func embedded(_ session: Session, limit: Int) throws(SessionError) -> EmbeddedSession {
    let limit = limit / 4 * 3
    let archive = try SessionArchive.fitting(session, of: reading, from: isCopy ? inputs[0] : nil, limit: limit)
    guard let archive else { return .tooLarge }
    let payload = ReportSource.payload(archive.gzip)
    guard let stretch = archive.thinned else { return .whole(payload, samples: archive.samples) }
    return .thinned(payload, samples: archive.samples, stretch: stretch)
  }

  private static func payload(_ gzip: [UInt8]) -> EmbeddedSession.Payload {
    EmbeddedSession.Payload(id: EmbeddedData.id, value: EmbeddedData.value(of: gzip))
  }
}
