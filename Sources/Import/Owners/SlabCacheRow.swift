import KernelMemory

/// A cache as a line of /proc/slabinfo, of `slabtop -o` or of `vmstat -m` tells it.
struct SlabCacheRow {
  /// The cache.
  private(set) var name: String
  /// The memory of its slabs, KiB; of `vmstat -m` that of all its objects, for the slabs are not in it.
  private(set) var kib: Int64
  /// The objects in use.
  private(set) var count: Int64
  /// Their memory, KiB.
  private(set) var usedKiB: Int64

  /// Whether a line heads such a table.
  static func isHead(_ line: String) -> Bool {
    line.contains("slabinfo - version:") || line.contains("Active / Total Objects")
      || line.split(separator: " ").starts(with: ["Cache", "Num", "Total", "Size"])
      || line.contains("# name ") && line.contains("<active_objs>")
      || line.split(separator: " ").starts(with: ["OBJS", "ACTIVE", "USE"])
  }

  /// Reads a line; nil where it is none.
  init?(_ line: String, pageSize: Int64) {
    let bytes = Array(line.utf8)
    var scanner = FieldScanner(bytes, 0..<bytes.count)
    if let cache = SlabCache(&scanner) {
      name = cache.name
      kib = cache.kib(pageSize: pageSize)
      count = cache.active
      usedKiB = cache.usedKiB(pageSize: pageSize)
      return
    }
    let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
    if words.count == 8, words[2].hasSuffix("%"), let size = SlabCacheRow.kib(words[3]),
      let all = SlabCacheRow.kib(words[6]), let active = SlabCacheRow.number(words[1])
    {
      name = String(words[7])
      kib = Int64(all)
      count = active
      usedKiB = min(kib, Int64(min(Double(1 << 44), Double(active) * size)))
    } else if words.count == 5, let active = SlabCacheRow.number(words[1]), let total = SlabCacheRow.number(words[2]),
      let size = SlabCacheRow.number(words[3]), SlabCacheRow.number(words[4]) != nil
    {
      name = String(words[0])
      kib = total.multipliedReportingOverflow(by: size).partialValue / 1024
      count = active
      usedKiB = active.multipliedReportingOverflow(by: size).partialValue / 1024
    } else {
      return nil
    }
  }

  /// `161680K`, `0.19K`, and what `slabtop --human` makes of larger ones.
  private static func kib(_ word: Substring) -> Double? {
    guard let unit = word.last, let scale = ["K": 1.0, "M": 1024, "G": 1_048_576][unit],
      let number = DecimalNumber.parse(Array(word.dropLast().replacing(",", with: ".").utf8)[...]),
      (0...Double(1 << 44)).contains(number * scale)
    else { return nil }
    return number * scale
  }

  private static func number(_ word: Substring) -> Int64? {
    guard (1...12).contains(word.utf8.count), word.allSatisfy(\.isASCIIDigit) else { return nil }
    return Int64(word)
  }
}
