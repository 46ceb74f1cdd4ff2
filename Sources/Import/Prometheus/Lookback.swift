/// Staircases that no counter made: a query whose step is shorter than the interval of the scrapes repeats each value until the next one.
struct Lookback {
  /// Rows a scrape.
  let rows: Int

  /// Changes that are looked at, and the fewest that tell.
  private static let most = 500
  private static let fewest = 5

  /// Looks at the rows of a table, in the order of time; nil where values change at every row, or as they like.
  init?(_ table: ImportTable) {
    let names = table.names.prefix(4)
    let order = table.times.indices.sorted { table.times[$0] < table.times[$1] }.prefix(20 * Lookback.most)
    var lengths: [Int] = []
    var length = 1
    for (before, row) in zip(order, order.dropFirst()) {
      if names.allSatisfy({ table.value($0, row: before) == table.value($0, row: row) }) {
        length += 1
      } else {
        lengths.append(length)
        length = 1
        if lengths.count > Lookback.most { break }
      }
    }
    // The first one may have begun before the record.
    let whole = lengths.dropFirst().sorted()
    guard whole.count >= Lookback.fewest else { return nil }
    let middle = whole[whole.count / 2]
    guard middle > 1, whole.count(where: { abs($0 - middle) <= 1 }) * 5 >= whole.count * 4, whole[0] > 1 else {
      return nil
    }
    rows = middle
  }
}
