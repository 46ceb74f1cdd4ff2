/// Tells whether all cells of a column of whole kB look as if their digits were in groups of three: `16.244`, `1,562,344`.
struct DigitGroups {
  /// The first such cell; nil where there is none, or where another cell cannot be one.
  private(set) var first: CSVRecord.Field?
  private var isDecided = false

  /// Looks at a cell.
  mutating func look(_ field: CSVRecord.Field) {
    // The unit that a cell repeats says nothing about its separators.
    let text = field.text.hasSuffix("kB") ? field.text.prefix { $0 != " " && $0 != "k" } : field.text[...]
    guard !isDecided, text.contains(where: \.isASCIIDigit), text != "0" else { return }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    let isGrouped =
      parts.count > 1 && (1...3).contains(parts[0].count) && parts[0] != "0"
      && parts.dropFirst().allSatisfy { $0.count == 3 }
      && parts.allSatisfy { $0.allSatisfy(\.isASCIIDigit) }
    if isGrouped {
      first = first ?? field
    } else if parts.count > 1 || text.count > 3 {
      first = nil
      isDecided = true
    }
  }
}
