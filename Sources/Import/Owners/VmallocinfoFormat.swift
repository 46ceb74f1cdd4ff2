import KernelMemory
import SessionFile
import Storage

/// /proc/vmallocinfo: who called vmalloc; only areas that hold pages of their own count, as VmallocUsed does since 5.3.
struct VmallocinfoFormat: OwnerFormat {
  let name = "vmallocinfo"
  let what = "the text of /proc/vmallocinfo"
  let tells = "who owns vmalloc areas"

  func recognizes(_ head: ImportHead) -> Bool {
    head.contains(" pages=") && head.lines.prefix(12).contains { VmallocinfoFormat.isArea($0) }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, _ log: inout RemarkLog
  ) throws(SessionError) -> [OwnerSnapshot] {
    var tables = OwnerTables(.vmalloc, [.kib, .count])
    for input in inputs {
      var clock = OwnerClock(options, file: input.name)
      var isOpen = false
      var last: VmallocArea.Caller = ([], "")
      var lines = try LineReader(input, takesPages: false)
      while let line = try lines.next() {
        if line.isTooLong { continue }
        let bytes = Array(lines.buffer[line.range])
        let text = String(decoding: bytes, as: UTF8.self)
        guard VmallocinfoFormat.isArea(text) else {
          try clock.take(text, line.number, &log)
          isOpen = false
          continue
        }
        if !isOpen {
          guard let time = try clock.begin(line.number, &log) else { continue }
          tables.begin(time)
          isOpen = true
        }
        var scanner = FieldScanner(bytes, 0..<bytes.count)
        guard line.isTerminated, let area = VmallocArea(&scanner, reusing: &last), area.pages < 1 << 40 else {
          continue
        }
        tables.add(area.owner, [area.pages * (options.pageSize / 1024), 1])
      }
      if let remark = lines.source.remark { log.note(remark, line: nil) }
    }
    return tables.snapshots()
  }

  /// `0x…-0x…   20480 …`.
  private static func isArea(_ line: String) -> Bool {
    guard line.hasPrefix("0x"), let dash = line.firstIndex(of: "-") else { return false }
    return line[dash...].hasPrefix("-0x")
  }
}
