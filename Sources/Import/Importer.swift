import KernelMemory
import SessionFile
package import Storage

/// Makes a session of what another tool recorded.
package struct Importer: Sendable {
  /// How the inputs are read.
  package var format: any ImportFormat

  /// What the user said about them.
  package var options: ImportOptions

  /// Makes an importer.
  package init(_ format: any ImportFormat, _ options: ImportOptions) {
    self.format = format
    self.options = options
  }

  /// Reads inputs of one host and writes one session.
  ///
  /// - Parameters:
  ///   - inputs: Files, plain or gzip, standard input, or a folder.
  ///   - sink: Where the session goes.
  /// - Returns: The sink.
  /// - Throws: What is wrong with an input, that it holds no sample, or why it cannot be read or written.
  package func convert<Sink: ByteSink & ~Copyable>(
    _ inputs: [SessionInput], to sink: consuming Sink
  ) throws(SessionError) -> Sink {
    var writer = SessionWriter(sink, recorder: "\(options.tool) import \(format.name)", label: options.label)
    var log = RemarkLog(file: inputs.first?.name)
    try format.convert(inputs, options, to: &writer, &log)
    guard writer.samples > 0 else {
      let doubt = log.remarks.first
      throw SessionError(
        "no sample was found in it" + (doubt.map { ": " + $0.text } ?? ""), file: inputs.first?.name,
        line: doubt?.line, column: doubt?.line == nil ? nil : 1,
        mend: "it was read as \(format.what); another format is chosen with kmem import --format")
    }
    return try writer.finish(log.remarks)
  }
}
