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
    var others: Set<String> = []
    for line in head.lines {
      let dressed = DressedLine(Array(line.utf8)[...])
      // Loggers leave the unit out; what they tell stands behind a time, or with others of its kind.
      let known = dressed.readings.filter { $0.value != nil && Meminfo.isKnownAmount($0.name) }
      if known.count > 1 || known.count == 1 && FoundTime(in: dressed.prefix) != nil { return true }
      for reading in dressed.readings
      where reading.hasUnit && (reading.value != nil || reading.groups != nil) {
        if Meminfo.isKnownAmount(reading.name) { return true }
        others.insert(reading.name)
      }
    }
    // What a dump was cut down to may be any of its lines, but other texts have an amount in kB here and there too.
    return others.count >= 3
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
      try read(inputs[0], options, fallback: time, to: &writer, &log)
    } else {
      let dumps = inputs.map { ($0, $0.name.flatMap(TimeLine.inName)) }
      // Files without a time in their names say it inside, or are refused.
      let sorted = dumps.enumerated().sorted {
        ($0.element.1 ?? .min, $0.offset) < ($1.element.1 ?? .min, $1.offset)
      }
      try read(sorted.map(\.element), options, to: &writer, &log)
    }
  }

  /// Reads one input: in place where it is what the kernel and `date` write, with more care where it is dressed up.
  private func read<Sink: ByteSink & ~Copyable>(
    _ input: SessionInput, _ options: ImportOptions, fallback: Int64?, to writer: inout SessionWriter<Sink>,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    let (head, input) = try ImportHead.peek(input)
    if MeminfoDress(head).isPlain {
      var reader = try MeminfoDumps(input, options, fallback: fallback)
      return try reader.read(&writer, &log)
    }
    var options = options
    options.time = options.time ?? fallback
    var dumps = DressedDumps(options, file: input.name)
    try dumps.read(input, &log)
    try dumps.finish(&log).write(to: &writer)
  }

  /// Reads files in this order; those that are no dumps are left out with a remark.
  private func read<Sink: ByteSink & ~Copyable>(
    _ dumps: [(input: SessionInput, time: Int64?)], _ options: ImportOptions, to writer: inout SessionWriter<Sink>,
    _ log: inout RemarkLog
  ) throws(SessionError) {
    for dump in dumps {
      do {
        try read(dump.input, options, fallback: dump.time, to: &writer, &log)
      } catch  where error.cause == .badInput {
        log.note(Remark(error.what + "; it was left out", file: error.file, line: error.line))
      }
    }
  }
}
