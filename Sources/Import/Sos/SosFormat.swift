import KernelMemory
import SessionFile
import Storage

/// A sosreport, as a folder or an archive: one moment of /proc with its owners, days of sysstat, and the kernel's log, as one session.
struct SosFormat: ImportFormat {
  let name = "sos"
  let what = "a sosreport"

  func recognizes(_ head: ImportHead) -> Bool {
    head.entries.contains { $0.contains("sos_commands/") } && head.entries.contains(where: SosFormat.wants)
  }

  /// Whether a file of a report is read, by its path.
  static func wants(_ name: String) -> Bool { SosFile(name) != nil }

  func convert<Sink: ByteSink & ~Copyable>(
    _ inputs: [SessionInput], _ options: ImportOptions, to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    var inputs = inputs
    if inputs.count == 1, let path = inputs[0].name {
      if PathKind(path) == .folder {
        inputs = try InputTree(folder: path).files.map(\.input)
      } else if SosFile(path) == nil {
        inputs = try InputTree(archive: inputs[0]) { name, _ in SosFormat.wants(name) }.files.map(\.input)
      }
    }
    var report = try SosReport(inputs, options)
    try report.readProc(&log)
    try report.readSysstat(&log)
    try report.readLogs(&log)
    try report.table.write(to: &writer)
  }
}
