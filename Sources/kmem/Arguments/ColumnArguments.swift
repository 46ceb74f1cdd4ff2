import ArgumentParser
import Import

/// What columns mean whose names do not say it.
struct ColumnArguments: ParsableArguments {
  @Option(
    name: .customLong("column"),
    help: ArgumentHelp("The counter that a column stands for; may be repeated.", valueName: "name=counter"))
  var columns: [String] = []

  @Option(help: "The unit where a column's name has none: B, kB, MB, GB or pages.")
  var unit: MemoryUnit?

  @Option(help: "Bytes a page, for columns in pages.")
  var pageSize: Int64 = 4096

  /// Adds them to the options of an import.
  func put(into options: inout ImportOptions) {
    for column in columns {
      guard let sign = column.lastIndex(of: "=") else { continue }
      options.columns[String(column[..<sign])] = String(column[column.index(after: sign)...])
    }
    options.unit = unit
    options.pageSize = pageSize
  }

  func validate() throws {
    for column in columns where !isMapping(column) {
      throw ValidationError("--column: “\(column)” is not NAME=COUNTER, as value_kb=Slab")
    }
    guard (1...(1 << 30)).contains(pageSize) else {
      throw ValidationError("--page-size: \(pageSize) is not a page's size")
    }
  }

  private func isMapping(_ text: String) -> Bool {
    guard let sign = text.lastIndex(of: "=") else { return false }
    return sign > text.startIndex && text.index(after: sign) < text.endIndex
  }
}

extension MemoryUnit: ExpressibleByArgument {}
