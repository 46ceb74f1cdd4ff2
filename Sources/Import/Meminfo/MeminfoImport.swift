import KernelMemory
import SessionFile
package import Storage

/// Makes a session of dumps of /proc/meminfo: one, many with a line that holds the time before each, or a folder of them.
package struct MeminfoImport: Sendable {
  /// What wrote the session: `kmem 0.2.0 import meminfo`.
  package var recorder: String

  /// The user's name for the session.
  package var label: String?

  /// The time of a single dump that says none itself, milliseconds since 1970-01-01T00:00Z; nil: the file's name must hold it.
  package var time: Int64?

  /// Makes an importer.
  package init(recorder: String, label: String? = nil, time: Int64? = nil) {
    self.recorder = recorder
    self.label = label
    self.time = time
  }

  /// Reads an input and writes a session.
  ///
  /// - Parameters:
  ///   - input: A file, plain or gzip, standard input, or a folder of files whose names hold their times.
  ///   - sink: Where the session goes.
  /// - Returns: The sink.
  /// - Throws: Why the input is no dump of /proc/meminfo, or why it cannot be read or written.
  package func convert<Sink: ByteSink & ~Copyable>(
    _ input: SessionInput, to sink: consuming Sink
  ) throws(SessionError) -> Sink {
    var writer = SessionWriter(sink, recorder: recorder, label: label)
    var log = RemarkLog(file: input.name)
    var start: Int64?
    if case .file(let path) = input, let folder = try DumpFolder(path) {
      for text in folder.remarks { log.note(text, line: nil) }
      for dump in folder.dumps {
        var reader = try MeminfoDumps(.file(dump.path), fallback: dump.time)
        do {
          try reader.read(&writer, &log)
        } catch  where error.cause == .badInput {
          log.note(Remark(error.what + "; it was left out", file: error.file, line: error.line))
        }
        start = start ?? reader.firstTime
      }
    } else {
      var reader = try MeminfoDumps(input, fallback: time ?? input.name.flatMap(TimeLine.inName))
      try reader.read(&writer, &log)
      start = reader.firstTime
    }
    return try writer.finish(log.remarks, start: start ?? 0)
  }
}
