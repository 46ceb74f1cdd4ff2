import KernelMemory
import SessionFile
import Storage

/// Netdata's chart mem.slabmemory as CSV or TSV: a column a slab cache, MiB.
struct NetdataSlabFormat: OwnerFormat {
  let name = "netdata-slabs"
  let what = "Netdata's chart of slab caches"
  let tells = "who owns slab caches"

  func recognizes(_ head: ImportHead) -> Bool {
    guard let line = head.lines.first, line.hasPrefix("time,") || line.hasPrefix("time\t") else { return false }
    let names = Set(line.split { $0 == "," || $0 == "\t" }.map(String.init))
    return names.count > 8 && names.contains("dentry")
      && (names.contains("buffer_head") || names.contains { $0.hasPrefix("kmalloc-") })
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, _ log: inout RemarkLog
  ) throws(SessionError) -> [OwnerSnapshot] {
    var tables = OwnerTables(.slab, [.kib])
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      var names: [String] = []
      while let line = try lines.next() {
        if line.isTooLong || !line.isTerminated { continue }
        let fields = String(decoding: lines.buffer[line.range], as: UTF8.self)
          .split(omittingEmptySubsequences: false) { $0 == "," || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
        if names.isEmpty {
          names = fields.map(String.init)
          continue
        }
        guard fields.count >= names.count, let found = TimeLine(text: fields[0]) else { continue }
        tables.begin(options.time(found, line: line.number, &log))
        for (name, field) in zip(names, fields).dropFirst() {
          guard let value = DecimalNumber.parse(Array(field.utf8)[...]),
            let amount = MemoryUnit?(.mebibytes).amount(value)
          else { continue }
          tables.add(name, [amount])
        }
      }
    }
    return tables.snapshots()
  }
}
