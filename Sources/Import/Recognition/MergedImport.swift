import KernelMemory
import SessionFile
package import Storage

/// Several tools' records of one host and time as one session: what a sosreport holds, or dumps beside a monitor's export.
package struct MergedImport: Sendable {
  private let groups: [(format: any ImportFormat, inputs: [SessionInput])]
  private let options: ImportOptions

  /// Takes groups of inputs; those that are sessions or not known are passed over.
  package init(_ groups: [InputGroup], _ options: ImportOptions) {
    self.groups = groups.compactMap { group in
      if case .format(let format) = group.kind { (format, group.inputs) } else { nil }
    }
    self.options = options
  }

  /// Reads all groups and writes one session.
  ///
  /// What cannot be read beside others is left out with a remark; sar's text, whose times are local, where the same records
  /// are there as `sadf` exports them.
  /// - Parameter sink: Where the session goes.
  /// - Returns: The sink.
  /// - Throws: Why none of them can be read, or that they are of several hosts.
  package func convert<Sink: ByteSink & ~Copyable>(to sink: consuming Sink) throws(SessionError) -> Sink {
    if groups.count == 1 { return try Importer(groups[0].format, options).convert(groups[0].inputs, to: sink) }
    var table = ImportTable()
    var log = RemarkLog(file: groups.first?.inputs.first?.name)
    var names: [String] = []
    var failure: SessionError?
    let hasExport = groups.contains { $0.format.name.hasPrefix("sadf") }
    for (format, inputs) in groups where !(format is any OwnerFormat) {
      if hasExport, format.name == "sar" {
        log.note("sar's text was left out: the same records are there as sadf exports them", line: nil)
        continue
      }
      do {
        let bytes = try Importer(format, options).convert(inputs, to: MemorySink()).bytes
        let session = try Session(reading: [.bytes(bytes, name: inputs.first?.name)], columns: .all)
        try table.add(session, file: inputs.first?.name, &log)
        names.append(format.name)
      } catch  where error.cause == .badInput {
        failure = failure ?? error
        log.note(Remark(error.what + "; it was left out", file: error.file, line: error.line))
      }
    }
    if names.isEmpty, let failure { throw failure }
    try addOwners(to: &table, &names, &log)
    var writer = SessionWriter(
      sink, recorder: "\(options.tool) import " + names.joined(separator: ", "), label: options.label)
    try table.write(to: &writer)
    return try writer.finish(log.remarks)
  }

  /// Adds the snapshots of formats that tell who holds memory.
  private func addOwners(to table: inout ImportTable, _ names: inout [String], _ log: inout RemarkLog)
    throws(SessionError)
  {
    var options = options
    // What says no time was taken when the others were collected.
    options.isTimeOfTheEnd = options.time == nil
    options.time = options.time ?? table.times.max()
    for (format, inputs) in groups {
      guard let format = format as? any OwnerFormat else { continue }
      // Alone they are refused, each with what it lacks.
      if names.isEmpty { _ = try Importer(format, options).convert(inputs, to: MemorySink()) }
      do {
        for snapshot in try format.read(inputs, options, &log) { table.add(snapshot) }
        names.append(format.name)
      } catch  where error.cause == .badInput {
        log.note(Remark(error.what + "; it was left out", file: error.file, line: error.line))
      }
    }
  }
}
