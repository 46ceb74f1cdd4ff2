/// A unit in which tools write amounts of memory; as in the kernel, k is 1024.
package enum MemoryUnit: String, CaseIterable, Sendable {
  /// One byte.
  case bytes = "B"
  /// 1024 bytes.
  case kibibytes = "kB"
  /// 1024 kB.
  case mebibytes = "MB"
  /// 1024 MB.
  case gibibytes = "GB"
  /// Pages of the machine.
  case pages

  /// Bytes a unit.
  ///
  /// - Parameter pageSize: Bytes a page.
  /// - Returns: The size, at least 1.
  func size(pageSize: Int64) -> Int64 {
    switch self {
    case .bytes: 1
    case .kibibytes: 1 << 10
    case .mebibytes: 1 << 20
    case .gibibytes: 1 << 30
    case .pages: pageSize
    }
  }

  /// The unit at the end of a column's name, and the name without it: `Slab_bytes`, `Slab (kB)`.
  static func split(_ name: String) -> (name: String, unit: MemoryUnit?) {
    let lower = name.lowercased()
    for (suffix, unit) in suffixes {
      for form in ["_\(suffix)", " (\(suffix))", "(\(suffix))", " [\(suffix)]", "[\(suffix)]"]
      where lower.hasSuffix(form) && lower.utf8.count > form.utf8.count {
        return (String(name.dropLast(form.count)), unit)
      }
    }
    return (name, nil)
  }

  /// The number of a cell that ends in a unit, and the unit's bytes: `412 MiB`, `1.2 GB`; nil where it has none.
  ///
  /// Units of cells are those of Grafana: MiB is 1,048,576 bytes, and MB 1,000,000. But whole kB are the kernel's, 1024 bytes.
  static func cell(_ text: String) -> (number: String, bytes: Double)? {
    for (suffix, bytes) in cells where text.hasSuffix(suffix) {
      let number = text.dropLast(suffix.count).reversed().drop { $0 == " " || $0 == "\u{a0}" }.reversed()
      guard let last = number.last, last.isASCIIDigit else { continue }
      let isKernel = suffix == "kB" && number.allSatisfy(\.isASCIIDigit)
      return (String(number), isKernel ? 1024 : bytes)
    }
    return nil
  }

  private static let cells: [(String, Double)] = [
    ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("TiB", 1_099_511_627_776), ("kB", 1000), ("KB", 1000),
    ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1),
  ]

  private static let suffixes: [(String, MemoryUnit)] = [
    ("bytes", .bytes), ("byte", .bytes), ("b", .bytes), ("kb", .kibibytes), ("kib", .kibibytes), ("mb", .mebibytes),
    ("mib", .mebibytes), ("gb", .gibibytes), ("gib", .gibibytes), ("pages", .pages),
  ]
}
