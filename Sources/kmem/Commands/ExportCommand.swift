import ArgumentParser
import KernelMemory
import SessionFile
import Storage

/// `kmem export`: a session's samples as a table for other tools.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes a session's samples as CSV, JSON or OpenMetrics.",
    discussion:
      """
      Tables: every counter by the kernel's name, the time first as ISO 8601 in UTC, amounts in kB of 1024 bytes. OpenMetrics: \
      bytes by node_exporter's names, as promtool tsdb create-blocks-from openmetrics and VictoriaMetrics take them.
      """)

  @OptionGroup var inputs: InputArguments

  @Option(help: "csv, json or openmetrics.")
  var format: SessionExport.Format = .csv

  @Option(name: .shortAndLong, help: "Where it goes; - is standard output.", completion: .file())
  var output = "-"

  @Flag(help: "Replace the output if it is there.")
  var overwrite = false

  func run() throws {
    try Failure.report {
      var remarks: [Remark] = []
      let file = try CommandOutput(inputs: inputs.names, existing: overwrite ? .replaced : .kept).open(output)
      let sessions = try inputs.sessions()
      guard let session = sessions.first, sessions.count == 1 else {
        throw SessionError(
          "a table is made of one session, and these are \(sessions.count)", file: inputs.names.first,
          mend: "export them one by one")
      }
      var written = try SessionExport(format).convert(session, to: file, remarks: &remarks)
      try written.finish()
      for remark in remarks { Diagnostics.write(remark.place + remark.text) }
    }
  }
}

extension SessionExport.Format: ExpressibleByArgument {}

extension Remark {
  fileprivate var place: String {
    let parts = [file ?? "standard input"] + (line.map { ["\($0)"] } ?? [])
    return parts.joined(separator: ":") + ": "
  }
}
