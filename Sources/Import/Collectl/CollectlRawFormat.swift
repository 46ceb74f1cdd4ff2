import KernelMemory
import SessionFile
import Storage

/// collectl's raw file: `>>> TIME <<<`, and the texts of /proc as the kernel wrote them; /proc/slabinfo behind the word `Slab`.
struct CollectlRawFormat: TableFormat {
  let name = "collectl-raw"
  let what = "a raw file of collectl"

  func recognizes(_ head: ImportHead) -> Bool {
    head.lines.prefix(4).contains { $0.hasPrefix("# Collectl:") } && head.lines.contains { time($0) != nil }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var options = options
    var slabs = OwnerTables(.slab, [.kib, .count, .usedKiB])
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      var now: Int64?
      var hasSlabs = false
      while let line = try lines.next() {
        if line.isTooLong { continue }
        let bytes = lines.buffer[line.range]
        let first = bytes.first ?? 0
        if first == UInt8(ascii: "#") {
          CollectlHead.read(String(decoding: bytes, as: UTF8.self), &table.host, &options)
        } else if first == UInt8(ascii: ">") {
          now = time(String(decoding: bytes, as: UTF8.self))
          hasSlabs = false
        } else if let now, bytes.starts(with: "load ".utf8) {
          if let tasks = CollectlRawFormat.tasks(String(decoding: bytes, as: UTF8.self)) {
            table.set(tasks, at: now, slot: table.slot("Tasks", isCount: true))
          }
        } else if let now, bytes.starts(with: "Slab ".utf8) {
          guard line.isTerminated,
            let row = SlabCacheRow(
              String(decoding: bytes.dropFirst(5), as: UTF8.self), pageSize: options.pageSize)
          else { continue }
          if !hasSlabs { slabs.begin(now) }
          hasSlabs = true
          slabs.add(row.name, [row.kib, row.count, row.usedKiB])
        } else if let now, (0x41...0x5a).contains(first) {
          put(Array(bytes), line, at: now, into: &table)
        }
      }
      if let remark = lines.source.remark { log.note(remark, line: nil) }
    }
    table.derive(&log)
    for snapshot in slabs.snapshots() { table.add(snapshot) }
  }

  /// A line of /proc/meminfo; the last one where it is torn may have lost digits.
  private func put(_ bytes: [UInt8], _ line: LineReader.Line, at time: Int64, into table: inout ImportTable) {
    guard let read = MeminfoLine(bytes.span, 0..<bytes.count, number: line.number), let value = read.value,
      line.isTerminated || read.unit != .none
    else { return }
    let isCount = read.name.hasPrefix("HugePages_")
    guard isCount || read.unit == .kibibytes else { return }
    table.set(value, at: time, slot: table.slot(read.name, isCount: isCount))
  }

  /// `>>> 1796040975.001 <<<`.
  private func time(_ line: String) -> Int64? {
    let words = line.split(separator: " ")
    guard words.count >= 3, words[0] == ">>>", words[2] == "<<<" else { return nil }
    return TimeLine(text: words[1])?.time
  }

  /// `load 5.55 3.42 1.76 11/1840 31553`.
  private static func tasks(_ line: String) -> Int64? {
    let words = line.split(separator: " ")
    guard words.count >= 5, let slash = words[4].firstIndex(of: "/") else { return nil }
    return Int64(words[4][slash...].dropFirst()).flatMap { (0...1 << 30).contains($0) ? $0 : nil }
  }
}
