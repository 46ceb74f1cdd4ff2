import KernelMemory
import SessionFile
package import Storage

/// What a command was given to read, as sessions: what another tool recorded is imported in memory.
package struct InputList: Sendable {
  /// The sessions; files, folders and standard input that are none have become bytes.
  package private(set) var sessions: [SessionInput] = []

  /// Finds out what the inputs are.
  ///
  /// - Parameters:
  ///   - arguments: Files, folders, `-` for standard input.
  ///   - options: What the user said about those that are imported.
  /// - Throws: Why one cannot be read or imported. What is not known stays in the list: who reads it as a session says why it is none.
  package init(_ arguments: [String], _ options: ImportOptions) throws(SessionError) {
    let groups = try InputGroup.groups(arguments)
    var done: Set<String> = []
    for (index, group) in groups.enumerated() {
      if case .unknown(let head) = group.kind, KnownRefusal.first(head) != nil { throw InputKind.refusal(head) }
      guard case .format = group.kind else {
        if case .session = group.kind { try InputList.check(group.inputs, options) }
        sessions += group.inputs
        continue
      }
      // Who owns memory stands beside the first record of how much there is.
      let record = groups.firstIndex { $0.isRecord }
      if record != nil, group.isOfOwners { continue }
      var together = [group]
      if let folder = group.folder {
        guard done.insert(folder).inserted else { continue }
        together = groups.filter { $0.folder == folder }
      }
      if index == record {
        together += groups.filter { $0.isOfOwners && ($0.folder == nil || $0.folder != group.folder) }
      }
      let sink = try MergedImport(together, options).convert(to: MemorySink())
      sessions.append(.bytes(sink.bytes, name: group.folder ?? group.inputs.first?.name))
    }
  }

  /// Refuses sessions of another host than the one that was asked for.
  private static func check(_ inputs: [SessionInput], _ options: ImportOptions) throws(SessionError) {
    guard let wanted = options.host else { return }
    for input in inputs where !input.isStandardInput {
      guard let name = try Session(reading: [input]).header.host.name, name != wanted else { continue }
      throw SessionError("it is of host \(name), not of \(wanted)", file: input.name, mend: "leave --host out")
    }
  }
}
