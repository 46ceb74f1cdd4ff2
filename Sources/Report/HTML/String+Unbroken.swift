extension String {
  /// The text without a line break between a number and its unit: `100 %` and `1.24 GiB/h` stay whole.
  var unbroken: String {
    let words = split(separator: " ", omittingEmptySubsequences: false)
    guard let first = words.first else { return self }
    var text = String(first)
    for (before, word) in zip(words, words.dropFirst()) {
      let isUnit = String.units.contains { unit in
        guard word.hasPrefix(unit) else { return false }
        return word.dropFirst(unit.count).first.map { !$0.isLetter } ?? true
      }
      text += (isUnit && before.last?.isNumber == true ? "\u{A0}" : " ") + word
    }
    return text
  }

  private static let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "%", "kB", "ms", "s"]
}
