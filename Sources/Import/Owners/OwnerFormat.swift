import KernelMemory
import SessionFile
import Storage

/// A format that tells who holds memory and not how much there is: its snapshots stand beside the samples of another source.
protocol OwnerFormat: ImportFormat {
  /// Whom it tells of, a phrase: `who owns slab caches`.
  var tells: String { get }

  /// Reads inputs of this format; what says no time is of the time that the options give.
  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, _ log: inout RemarkLog
  ) throws(SessionError) -> [OwnerSnapshot]
}

extension OwnerFormat {
  /// Refuses: alone they are no session.
  func convert<Sink: ByteSink & ~Copyable>(
    _ inputs: [SessionInput], _ options: ImportOptions, to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    _ = try? read(inputs, options, &log)
    throw SessionError(
      "it tells \(tells) and not how much memory there is", file: inputs.first?.name, line: 1, column: 1,
      mend: "give dumps of /proc/meminfo, or another tool's export, of the same time together with it")
  }
}
