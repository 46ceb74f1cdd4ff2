package import SessionFile
package import Storage

/// A format in which another tool leaves what it recorded, and how a session is made of it.
///
/// One folder and one entry in ``ImportFormats/all`` a format; nothing else knows it.
package protocol ImportFormat: Sendable {
  /// The word for `--format` and for the session's recorder: `meminfo`.
  var name: String { get }

  /// What inputs of this format are, a phrase: `dumps of /proc/meminfo`.
  var what: String { get }

  /// Whether an input that begins so is of this format; its name says nothing.
  func recognizes(_ head: ImportHead) -> Bool

  /// Reads inputs of this format, of one host, and writes their samples.
  ///
  /// - Parameters:
  ///   - inputs: Files, plain or gzip, standard input, or a folder where ``recognizes(_:)`` took one.
  ///   - options: What the user said about them.
  ///   - writer: Where samples, events and owners go, in the order of their times.
  ///   - log: Takes what is odd, and what the format lacks.
  /// - Throws: What is wrong with an input, or why it cannot be read or the session not be written.
  func convert<Sink: ByteSink & ~Copyable>(
    _ inputs: [SessionInput], _ options: ImportOptions, to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError)
}
