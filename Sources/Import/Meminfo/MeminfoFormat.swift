import KernelMemory
package import SessionFile
package import Storage

/// Dumps of /proc/meminfo: one, many with a line that holds the time before each, or a folder of them.
package struct MeminfoFormat: ImportFormat {
  /// The word for it.
  package let name = "meminfo"
  /// What it is, a phrase.
  package let what = "dumps of /proc/meminfo"

  /// Makes the format.
  package init() {}

  /// Whether a counter of /proc/meminfo stands near the beginning.
  package func recognizes(_ head: ImportHead) -> Bool {
    if !head.entries.isEmpty { return false }
    return head.lines.prefix(200).contains { line in
      let bytes = Array(line.utf8)
      guard let found = MeminfoLine(bytes.span, 0..<bytes.count, number: 1) else { return false }
      return found.unit == .kibibytes && Meminfo.isKnownAmount(found.name)
    }
  }

  /// Reads dumps and writes a sample each.
  package func convert<Sink: ByteSink & ~Copyable>(
    _ inputs: [SessionInput], _ options: ImportOptions, to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    if inputs.count == 1, case .file(let path) = inputs[0], let folder = try DumpFolder(path) {
      for text in folder.remarks { log.note(text, line: nil) }
      try read(folder.dumps.map { (.file($0.path), $0.time) }, options, to: &writer, &log)
    } else if inputs.count == 1 {
      let time = options.time ?? inputs[0].name.flatMap(TimeLine.inName)
      var reader = try MeminfoDumps(inputs[0], options, fallback: time)
      try reader.read(&writer, &log)
    } else {
      let dumps = inputs.map { ($0, $0.name.flatMap(TimeLine.inName)) }
      // Files without a time in their names say it inside, or are refused.
      let sorted = dumps.enumerated().sorted {
        ($0.element.1 ?? .min, $0.offset) < ($1.element.1 ?? .min, $1.offset)
      }
      try read(sorted.map(\.element), options, to: &writer, &log)
    }
  }

  /// Reads files in this order; those that are no dumps are left out with a remark.
  private func read<Sink: ByteSink & ~Copyable>(
    _ dumps: [(input: SessionInput, time: Int64?)], _ options: ImportOptions, to writer: inout SessionWriter<Sink>,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    for dump in dumps {
      var reader = try MeminfoDumps(dump.input, options, fallback: dump.time)
      do {
        try reader.read(&writer, &log)
      } catch  where error.cause == .badInput {
        log.note(Remark(error.what + "; it was left out", file: error.file, line: error.line))
      }
    }
  }
}
