/// What is known and cannot be read, and what to do instead.
struct KnownRefusal {
  /// What it is, a phrase.
  let what: String

  /// What helps, a phrase.
  let mend: String

  private let isThis: @Sendable (ImportHead) -> Bool

  private init(_ what: String, _ mend: String, _ isThis: @escaping @Sendable (ImportHead) -> Bool) {
    self.what = what
    self.mend = mend
    self.isThis = isThis
  }

  /// The first that a head is; nil for what is not known either.
  static func first(_ head: ImportHead) -> KnownRefusal? { all.first { $0.isThis(head) } }

  private static let beside = "give dumps of /proc/meminfo of the same time"

  private static let pmrep =
    "export it with pmrep -a ARCHIVE -o csv mem.util.slab mem.util.slabUnreclaimable mem.util.kernelStack mem.util.pageTables mem.util.vmallocUsed mem.physmem mem.util.available"

  private static let all: [KnownRefusal] = [
    KnownRefusal("it is compressed by zstd", "unpack it: zstd -dc FILE") {
      $0.bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd])
    },
    KnownRefusal("it is compressed by bzip2", "unpack it: bzip2 -dc FILE") { $0.bytes.starts(with: "BZh".utf8) },
    KnownRefusal("it has times of day and no date, as sadf -r prints them", "export it with sadf -j FILE -- -r ALL") {
      $0.contains("; kbmemfree;")
    },
    KnownRefusal("its numbers are rounded, as atopsar prints them", "export it with atop -r FILE -P MEM") { head in
      head.lines.contains { $0.contains("memtotal memfree buffers cached dirty slabmem") }
    },
    KnownRefusal("it is collectl's table of single NUMA nodes", "play the raw file back with -sm -P") {
      $0.contains("[NUMA:") || $0.contains("[MEM:") || $0.contains("[N0]") || $0.contains("[NUMA0]")
    },
    KnownRefusal("its numbers are rounded, as collectl shows them", "play the raw file back with -sm -P") { head in
      head.lines.prefix(6).contains {
        $0.contains("<----Memory") || $0.contains("# MEMORY SUMMARY") || $0.contains("#Time     Free Buff Cach")
      }
    },
    KnownRefusal("it is a raw log of atop", "export it with atop -r FILE -P MEM") {
      $0.bytes.starts(with: [0xef, 0xbe, 0xed, 0xfe]) || $0.bytes.starts(with: [0xfe, 0xed, 0xbe, 0xef])
    },
    KnownRefusal("it is a part of an archive of PCP", pmrep) {
      $0.bytes.dropFirst(4).starts(with: [0x50, 0x05, 0x26])
    },
    KnownRefusal("it is sysstat's head of a file without a sample", "export the records with sadf -j FILE -- -r ALL") {
      $0.begins(with: "System activity data file:")
    },
    KnownRefusal("it is a text of PCP that kmem does not read", pmrep) { head in
      head.begins(with: "Log Label")
        || head.lines.contains { line in
          ["mem.util.", "mem.physmem", "metric:    mem.", "m.u.slab"].contains { line.contains($0) }
        }
    },
    KnownRefusal(
      "it has rows of numbers and no names of columns", "take a header with the names, as pmrep -o csv writes it"
    ) { head in
      head.lines.count > 1 && head.lines.prefix(3).allSatisfy { $0.contains("\t") && FoundTime(in: $0) != nil }
    },
    KnownRefusal("it is what vmstat shows, in which no counter of kernel memory is", beside) {
      $0.begins(with: "procs") || $0.begins(with: "--procs")
    },
    KnownRefusal("it is what free shows, in which no counter of kernel memory is", beside) {
      $0.lines.first?.split(separator: " ").starts(with: ["total", "used", "free"]) == true
    },
    KnownRefusal("it is what top shows, in which no counter of kernel memory is", beside) { $0.begins(with: "top - ") },
    KnownRefusal("Netdata answered: No metrics were matched", "look at the chart's name: mem.kernel") {
      $0.begins(with: "No metrics")
    },
    KnownRefusal(
      "it is the description of a chart of Netdata and holds no value",
      "ask for /api/v1/data?chart=mem.kernel&format=json"
    ) {
      $0.contains("\"chart_type\"") && $0.contains("\"dimensions\"")
    },
    KnownRefusal(
      "it holds whole MiB, as Netdata's allmetrics for a shell does: too rounded", "ask for allmetrics?format=json"
    ) {
      $0.contains("NETDATA_MEM_") || $0.contains("NETDATA_SYSTEM_")
    },
    KnownRefusal(
      "it holds averages of Netdata since somebody's last scrape", "ask for /api/v1/data?chart=mem.kernel&format=json"
    ) {
      $0.contains("netdata_mem_") || $0.begins(with: "netdata_info")
    },
    KnownRefusal("it is a script or a page of Netdata's data and no JSON", "export it with format=json or format=csv") {
      $0.contains("new Date(") || $0.contains("google.visualization") || $0.begins(with: "callback(")
        || $0.contains("\"p\":{\"role\":\"annotation\"}")
        || $0.contains("<td>Slab</td>") || ($0.begins(with: "[") && $0.contains("[\"time\","))
    },
    KnownRefusal("it holds sums of a chart's dimensions and no times", "export it with format=json or format=csv") {
      head in
      let marks = "[], \t\r\n.-eE"
      return head.bytes.count > 20 && head.contains(".")
        && head.bytes.prefix(4096).allSatisfy { $0 &- 0x30 < 10 || marks.utf8.contains($0) }
    },
    KnownRefusal("it is the header of an answer of HTTP and not the answer", "save the table that follows it") {
      $0.begins(with: "HTTP/")
    },
  ]
}
