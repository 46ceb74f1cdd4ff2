import KernelMemory
import SessionFile
import Storage

/// What crash(8) prints of a dump of a kernel: `kmem -i` (pages), and `kmem -s` as owners; the banner or `sys` tells time and host.
struct CrashFormat: TableFormat {
  let name = "crash"
  let what = "a transcript of crash"

  private static let rows: [String: String] = [
    "TOTAL MEM": "MemTotal", "FREE": "MemFree", "BUFFERS": "Buffers", "CACHED": "Cached", "SLAB": "Slab",
    "COMMITTED": "Committed_AS",
  ]

  func recognizes(_ head: ImportHead) -> Bool {
    head.contains("% of TOTAL MEM") || head.lines.contains { CrashFormat.isHead($0) }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    for input in inputs { try read(input, options, into: &table, &log) }
    log.note("crash's kmem -i tells of kernel memory Slab alone", line: nil)
  }

  private func read(
    _ input: SessionInput, _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var lines = try LineReader(input, takesPages: false)
    var clock = DumpClock(options, file: input.name)
    var time = options.time ?? input.name.flatMap(TimeLine.inName)
    var values: [(name: String, pages: Int64)] = []
    var caches: [Owner] = []
    while let line = try lines.next() {
      let text = String(decoding: lines.buffer[line.range].prefix(300), as: UTF8.self)
      if let date = CrashFormat.field("DATE", text), options.time == nil, let found = FoundTime(in: date) {
        time = try clock.moment(found, line: line.number, &log)
      } else if let node = CrashFormat.field("NODENAME", text) {
        table.host.name = node
      } else if let release = CrashFormat.field("RELEASE", text) {
        table.host.kernelRelease = release
      } else if let machine = CrashFormat.field("MACHINE", text)?.split(separator: " ").first {
        table.host.machine = String(machine)
      } else if let row = CrashFormat.row(text) {
        values.append(row)
      } else if let cache = CrashFormat.cache(text), caches.count < 1 << 16 {
        caches.append(cache)
      }
    }
    guard values.contains(where: { $0.name == "Slab" || $0.name == "MemTotal" }) else {
      throw SessionError(
        "it tells who owns slab caches and not how much memory there is", file: input.name,
        mend: "give kmem -i of the same dump beside it, in one transcript")
    }
    guard let time else {
      throw SessionError(
        "nothing says of when the dump is", file: input.name,
        mend: "put the output of crash's sys above it, or give the time with --time")
    }
    log.note("pages of \(options.pageSize) bytes were assumed", line: nil)
    for (name, pages) in values where table.isFree(time) || table.times.last == time {
      if let amount = MemoryUnit?.some(.pages).amount(Double(pages), pageSize: options.pageSize) {
        table.set(name, amount, at: time)
      }
    }
    guard !caches.isEmpty else { return }
    caches.sort { ($1.values[0], $0.name) < ($0.values[0], $1.name) }
    let rest = caches.dropFirst(96)
    let list = OwnerList(
      .slab, columns: [.kib, .count, .usedKiB], owners: Array(caches.prefix(96)), restCount: Int64(rest.count),
      restKiB: rest.reduce(0) { $0 + $1.values[0] })
    table.add(OwnerSnapshot(time: time, reason: .period, lists: [list]))
  }

  /// `DATE: Mon Nov 30 12:10:19 UTC 2026`, set to the right.
  private static func field(_ name: String, _ line: String) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix(name + ": ") else { return nil }
    return String(text.dropFirst(name.count + 2))
  }

  /// `SLAB    16582      64.8 MB    0% of TOTAL MEM`.
  private static func row(_ line: String) -> (name: String, pages: Int64)? {
    let words = line.split(separator: " ")
    guard let place = words.firstIndex(where: { $0.first?.isASCIIDigit == true }), place > 0, words.count > place + 2,
      let pages = Int64(words[place]), (0..<1 << 45).contains(pages),
      line.contains("% of TOTAL") || line.contains("----"),
      let counter = rows[words[..<place].joined(separator: " ")]
    else { return nil }
    return (counter, pages)
  }

  private static func isHead(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    return words.first == "CACHE" && words.contains("OBJSIZE") && words.contains("SSIZE")
  }

  /// `ffff93fb40042500  64  13992  14848  232  4k  kmalloc-64`; older ones have the name behind the address, broken ones a `?`.
  private static func cache(_ line: String) -> Owner? {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 7, words[0].utf8.count >= 8, UInt64(words[0], radix: 16) != nil else { return nil }
    let isOld = words[6].hasSuffix("k") && Int64(words[6].dropLast()) != nil
    let name = isOld ? words[1] : words[6]
    let numbers = isOld ? words[2...6] : words[1...5]
    let values = numbers.compactMap { Int64($0.last == "k" ? $0.dropLast() : $0[...]) }
    guard values.count == 5, values.allSatisfy({ (0..<1 << 30).contains($0) }) else { return nil }
    let kib = values[3] * values[4]
    return Owner(Owner.bounded(name), [kib, values[1], min(kib, values[0] * values[1] / 1024)])
  }
}
