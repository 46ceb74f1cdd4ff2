import KernelMemory
import SessionFile
import Storage

/// collectd's csv plugin: a file a value and day, `epoch,value`, bytes; what it is stands in the path alone: HOST/memory/memory-slab_recl-DATE.
struct CollectdFormat: TableFormat {
  let name = "collectd"
  let what = "files of collectd's csv plugin"

  private static let counters = [
    "memory-slab_recl": "SReclaimable", "memory-slab_unrecl": "SUnreclaim", "memory-free": "MemFree",
    "memory-buffered": "Buffers", "memory-cached": "Cached",
  ]

  func recognizes(_ head: ImportHead) -> Bool { head.begins(with: "epoch,value") }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    for input in inputs {
      let parts = (input.name ?? "").split(separator: "/")
      let file = parts.last.map(String.init) ?? ""
      guard
        let counter = CollectdFormat.counters.first(where: { file.hasPrefix($0.key + "-") || file == $0.key })?.value
      else {
        if inputs.count == 1 {
          throw SessionError(
            "the file's name does not say which value of collectd it is", file: input.name,
            mend: "give memory-slab_recl-DATE and memory-slab_unrecl-DATE, or the host's folder")
        }
        continue
      }
      if parts.count > 2, parts[parts.count - 2] == "memory" { table.host.name = String(parts[parts.count - 3]) }
      var lines = try LineReader(input, takesPages: false)
      while let line = try lines.next() {
        let fields = lines.buffer[line.range].split(separator: UInt8(ascii: ","))
        guard fields.count == 2, line.isTerminated, let epoch = DecimalNumber.parse(fields[0]), abs(epoch) < 1e11,
          let value = DecimalNumber.parse(fields[1]), let amount = MemoryUnit?(.bytes).amount(value)
        else { continue }
        // Plugins of one interval stamp their values milliseconds apart.
        table.set(counter, amount, at: Int64(epoch.rounded(.down)) * 1000)
      }
    }
    table.derive(&log)
    log.note("collectd's memory tells only Slab and its halves of kernel memory", line: nil)
  }
}
