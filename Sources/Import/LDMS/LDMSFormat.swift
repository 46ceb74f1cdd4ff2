import KernelMemory
import SessionFile
import Storage

/// Tables of LDMS (`store_csv` of the set meminfo): a head behind `#`, the time in seconds, the host as ProducerName, kB by the kernel's names.
struct LDMSFormat: TableFormat {
  let name = "ldms"
  let what = "a table of LDMS"

  func recognizes(_ head: ImportHead) -> Bool {
    guard let line = head.lines.first, line.hasPrefix("#Time,"), line.contains(",ProducerName") else { return false }
    return line.split(separator: ",").contains { Dimension(rawValue: String($0)) != nil || $0 == "MemTotal" }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var choice = HostChoice(options, file: inputs.first?.name)
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      var names: [String] = []
      var producer: Int?
      while let line = try lines.next() {
        if line.isTooLong { continue }
        let text = String(decoding: lines.buffer[line.range], as: UTF8.self)
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        if text.hasPrefix("#") {
          names = fields.map(String.init)
          producer = names.firstIndex(of: "ProducerName")
          continue
        }
        guard fields.count == names.count, fields.count > 1, line.isTerminated else {
          if line.isTerminated, !text.isEmpty {
            log.note("a row has not as many fields as its head; such rows were left out", line: line.number)
          }
          continue
        }
        guard let found = TimeLine(text: fields[0]) else {
          log.note("a row has no time; such rows were left out", line: line.number)
          continue
        }
        guard choice.takes(producer.map { String(fields[$0]) } ?? "") else { continue }
        for (name, field) in zip(names, fields).dropFirst() {
          guard Meminfo.isKnownAmount(name) || name.hasPrefix("HugePages_"), let number = Int64(field),
            (0...SessionLimits.value).contains(number)
          else { continue }
          table.set(number, at: found.time, slot: table.slot(name, isCount: name.hasPrefix("HugePages_")))
        }
      }
    }
    try choice.check()
    table.host.name = choice.name
    table.derive(&log)
  }
}
