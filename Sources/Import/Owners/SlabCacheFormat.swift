import KernelMemory
import SessionFile
import Storage

/// Slab caches by name: /proc/slabinfo, `slabtop -o` and `vmstat -m`, one moment or many.
struct SlabCacheFormat: OwnerFormat {
  let name = "slabs"
  let what = "a list of slab caches"
  let tells = "who owns slab caches"

  func recognizes(_ head: ImportHead) -> Bool { head.lines.prefix(12).contains { SlabCacheRow.isHead($0) } }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, _ log: inout RemarkLog
  ) throws(SessionError) -> [OwnerSnapshot] {
    var tables = OwnerTables(.slab, [.kib, .count, .usedKiB])
    for input in inputs {
      let (head, input) = try ImportHead.peek(input)
      let pageSize = SlabCacheFormat.pageSize(head) ?? options.pageSize
      var clock = OwnerClock(options, file: input.name)
      var isOpen = false
      var lines = try LineReader(input, takesPages: false)
      while let line = try lines.next() {
        if line.isTooLong { continue }
        let text = String(decoding: lines.buffer[line.range], as: UTF8.self)
        if SlabCacheRow.isHead(text) {
          isOpen = false
        } else if let row = SlabCacheRow(text, pageSize: pageSize) {
          if !isOpen {
            guard let time = try clock.begin(line.number, &log) else { continue }
            tables.begin(time)
            isOpen = true
          }
          if line.isTerminated { tables.add(row.name, [row.kib, row.count, row.usedKiB]) }
        } else {
          try clock.take(text, line.number, &log)
          isOpen = false
        }
      }
      if let remark = lines.source.remark { log.note(remark, line: nil) }
    }
    return tables.snapshots()
  }

  /// Bytes a page, which the caches of kmalloc let conclude, for their objects fill their slabs; nil where none is near the beginning.
  private static func pageSize(_ head: ImportHead) -> Int64? {
    head.lines.compactMap { line -> Int64? in
      let bytes = Array(line.utf8)
      var scanner = FieldScanner(bytes, 0..<bytes.count)
      return SlabCache(&scanner)?.concludedPageSize
    }.max().map { max($0, 4096) }
  }
}
