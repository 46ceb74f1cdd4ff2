/// The size of RAM in the line `Mem:` of `free`, above counters that have no MemTotal themselves.
struct FreeTotal {
  /// What a total without a unit counts: kB, unless `free -m` was asked for.
  private let number: Int64
  /// kB a unit, where one stands behind the number; a size that is cut to few digits.
  private let unit: Int64?

  /// Takes the line; nil for other lines.
  ///
  /// The name is the English one, or as `free` writes it in German, Spanish and French.
  init?(_ line: String) {
    let words = line.split { $0 == " " || $0 == "\t" }
    guard words.count >= 4, ["Mem:", "Speicher:", "Memoria:", "Mem.:", "Mém.:", "Mem"].contains(words[0]) else {
      return nil
    }
    let units: [(String, Int64)] = [("Ki", 1), ("Mi", 1024), ("Gi", 1 << 20), ("Ti", 1 << 30)]
    if words[1...3].allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }), let number = Int64(words[1]), number > 0 {
      (self.number, unit) = (number, nil)
    } else if let (suffix, kib) = units.first(where: { words[1].hasSuffix($0.0) || words[1].hasSuffix($0.0.prefix(1)) }
    ),
      let size = Double(words[1].dropLast(words[1].hasSuffix(suffix) ? 2 : 1).replacing(",", with: ".")), size > 0,
      size < 1e6
    {
      // The last digit is rounded: hundredths of the unit are more than it says.
      (number, unit) = (Int64((size * 100).rounded()), kib)
    } else {
      return nil
    }
  }

  /// kB, given the largest of the counters below, and whether that is certain; nil where RAM cannot be as small as that.
  func kib(above largest: Int64) -> (kib: Int64, note: String)? {
    let whole: Int64
    var note = "MemTotal was taken from the line Mem of free"
    if let unit {
      whole = number.multipliedReportingOverflow(by: unit).partialValue / 100
      note += ", which gives it rounded"
    } else if number > largest, number >= 8192 {
      whole = number
    } else {
      whole = number.multipliedReportingOverflow(by: 1024).partialValue
      note += ", whose numbers are too small for kB and were taken as MiB"
    }
    return whole > largest && whole < 1 << 44 ? (whole, note) : nil
  }
}
