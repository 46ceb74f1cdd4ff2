import KernelMemory

/// A picture of one column in block characters: the largest value of each stretch of time, so that no spike is lost.
struct TextSparkline {
  /// So many characters, a blank where there are no samples.
  let text: String

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws a column over the whole session; for a supply it is the smallest value of each stretch.
  init(_ column: Column, times: [Int64], width: Int, isSupply: Bool = false) {
    guard let first = times.first, let last = times.last, width > 0 else {
      text = String(repeating: " ", count: max(0, width))
      return
    }
    var extremes = [Int64](repeating: Column.absent, count: width)
    let span = Double(last - first) + 1
    for (index, value) in column.values.enumerated() where value != Column.absent {
      let place = min(width - 1, Int(Double(times[index] - first) / span * Double(width)))
      let old = extremes[place]
      extremes[place] = old == Column.absent ? value : isSupply ? min(old, value) : max(old, value)
    }
    let present = extremes.filter { $0 != Column.absent }
    let low = Double(present.min() ?? 0)
    let high = Double(present.max() ?? 0)
    // Noise of a thousandth of the value must not look like mountains.
    let extent = max(high - low, high / 50, 1)
    // Fewer samples than characters leave places empty that are no gaps.
    let isSparse = times.count < width
    var level: Character = " "
    text = String(
      extremes.map { value -> Character in
        guard value != Column.absent else { return isSparse ? level : " " }
        level = TextSparkline.blocks[min(7, Int((Double(value) - low) / extent * 8))]
        return level
      })
  }
}
