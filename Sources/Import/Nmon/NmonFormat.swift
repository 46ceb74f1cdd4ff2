import KernelMemory
import SessionFile
import Storage

/// nmon's file: sections by the first word, snapshots by `Tnnnn`; MEM in MB, VM in pages, local times.
///
/// Of kernel memory it has page tables and the reclaimable half of Slab. −1 and −0.0 mean that there is no number.
struct NmonFormat: TableFormat {
  let name = "nmon"
  let what = "a file of nmon"

  func recognizes(_ head: ImportHead) -> Bool { head.begins(with: "AAA,") && head.contains("nmon") }

  private static let counters: [String: [String: (name: String, unit: MemoryUnit)]] = [
    "MEM": [
      "memtotal": ("MemTotal", .mebibytes), "memfree": ("MemFree", .mebibytes), "buffers": ("Buffers", .mebibytes),
      "cached": ("Cached", .mebibytes),
    ],
    "VM": [
      "nr_page_table_pages": ("PageTables", .pages), "nr_slab_reclaimable": ("SReclaimable", .pages),
      "nr_slab_unreclaimable": ("SUnreclaim", .pages),
    ],
  ]

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      var times: [Substring: Int64] = [:]
      var heads: [Substring: [Substring]] = [:]
      // Users sort these files, so that values may stand before their times.
      var waiting: [(snapshot: String, name: String, amount: Int64)] = []
      while let line = try lines.next() {
        let text = String(decoding: lines.buffer[line.range].prefix(1 << 16), as: UTF8.self)
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count > 2 else { continue }
        switch fields[0] {
        case "AAA": NmonFormat.read(fields, &table.host)
        case "ZZZZ":
          guard fields.count > 3, times.count < 1 << 22,
            let found = TimeLine(text: NmonFormat.date(fields[3]) + "T" + fields[2])
          else { continue }
          times[Substring(String(fields[1]))] = options.time(found, line: line.number, &log)
        case "MEM", "VM":
          guard fields[1].first == "T", fields[1].dropFirst().allSatisfy(\.isASCIIDigit) else {
            heads[Substring(String(fields[0]))] = fields.map { Substring(String($0)) }
            continue
          }
          guard let head = heads[fields[0]], line.isTerminated else { continue }
          for (title, field) in zip(head, fields).dropFirst(2) {
            guard let known = NmonFormat.counters[String(fields[0])]?[String(title)], field.first != "-",
              let value = DecimalNumber.parse(Array(field.utf8)[...]),
              let amount = MemoryUnit?.some(known.unit).amount(value, pageSize: options.pageSize),
              waiting.count < 1 << 24
            else { continue }
            waiting.append((String(fields[1]), known.name, amount))
          }
        default: continue
        }
      }
      for (snapshot, name, amount) in waiting {
        guard let time = times[snapshot[...]] else {
          log.note("values have no time; such values were left out", line: nil)
          continue
        }
        table.set(name, amount, at: time)
      }
    }
    log.note("nmon tells neither Slab nor KernelStack nor VmallocUsed nor Percpu", line: nil)
  }

  /// `30-NOV-2026` as `2026-11-30`.
  private static func date(_ text: Substring) -> String {
    let parts = text.split(separator: "-")
    guard parts.count == 3, let month = CalendarDay.month(String(parts[1])) else { return String(text) }
    return "\(parts[2])-\(month < 10 ? "0" : "")\(month)-\(parts[0].count < 2 ? "0" : "")\(parts[0])"
  }

  private static func read(_ fields: [Substring], _ host: inout HostFacts) {
    switch fields[1] {
    case "host": host.name = String(fields[2])
    case "OS" where fields.count > 3: host.kernelRelease = String(fields[3])
    default: break
    }
  }
}
