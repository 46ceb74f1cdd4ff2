import Storage

/// Tells bytes from kB where no name and no cell says the unit.
enum CSVUnit {
  /// Fewer numbers than this tell nothing.
  private static let least = 4

  /// Whether the first rows can only be bytes: each number is a multiple of 1024, which of kB one in a thousand is.
  static func areBytes(_ head: ImportHead, _ dress: TableDress?, _ options: ImportOptions) -> Bool {
    let whole = head.bytes[..<(head.bytes.lastIndex(of: UInt8(ascii: "\n")) ?? 0)]
    guard var reader = try? CSVReader(.bytes(Array(whole), name: nil), dress: dress), let header = try? reader.next(),
      let table = try? CSVTable(header, of: options, file: nil)
    else { return false }
    var numbers: Set<Int64> = []
    while numbers.count < 1000, let record = try? reader.next() {
      for text in table.cellsWithoutUnit(record) {
        guard let number = Int64(text), number >= 0, number % 1024 == 0 else { return false }
        if number > 0 { numbers.insert(number) }
      }
    }
    return numbers.count >= least
  }
}
