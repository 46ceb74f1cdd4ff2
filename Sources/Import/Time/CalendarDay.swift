import KernelMemory

/// A day as a word: `2026-11-30`, `11/30/2026`, `30.11.2026`, `2026年11月30日`.
struct CalendarDay: Equatable {
  /// Midnight of the day as if it were UTC, milliseconds since 1970-01-01T00:00Z.
  let milliseconds: Int64

  /// What had to be assumed of the order of its numbers; nil where nothing was.
  let assumption: String?

  /// Reads a word; nil where it is no day.
  init?(_ word: some StringProtocol) {
    var text = String(word)
    for (mark, sign) in [("年", "-"), ("月", "-"), ("日", "")] { text = text.replacing(mark, with: sign) }
    guard let sign = text.first(where: { !$0.isASCIIDigit }), "-/.".contains(sign) else { return nil }
    let parts = text.split(separator: sign, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) && $0.allSatisfy(\.isASCIIDigit) })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    var (year, month, day) = (numbers[0], numbers[1], numbers[2])
    var assumption: String?
    if parts[0].utf8.count != 4 {
      guard parts[2].utf8.count == 2 || parts[2].utf8.count == 4 else { return nil }
      year = numbers[2] < 100 ? 2000 + numbers[2] : numbers[2]
      // With points the day stands first, with slashes the month, unless it cannot be one.
      let isDayFirst = sign == "." || numbers[0] > 12
      (month, day) = isDayFirst ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
      if sign != ".", numbers[0] <= 12, numbers[1] <= 12, numbers[0] != numbers[1] {
        assumption = "dates were read as month\(sign)day\(sign)year"
      }
    }
    guard let milliseconds = CivilTime.milliseconds(year: year, month: month, day: day) else { return nil }
    self.milliseconds = milliseconds
    self.assumption = assumption
  }

  /// The number of a month by its name or its first letters in English, German, French, Spanish, Italian, Dutch or Portuguese; nil for other words.
  static func month(_ word: String) -> Int? {
    let short = word.prefix(3).lowercased()
    if let place = CivilTime.months.firstIndex(where: { $0.lowercased() == short }) { return place + 1 }
    switch short {
    case "ene", "gen": return 1
    case "fév", "fev": return 2
    case "mär", "mrz", "mrt": return 3
    case "avr", "abr": return 4
    case "mai", "mei", "mag": return 5
    case "giu": return 6
    case "lug": return 7
    case "aoû", "ago": return 8
    case "set": return 9
    case "okt", "ott", "out": return 10
    case "dez", "déc", "dic": return 12
    case "jui": return word.lowercased().hasPrefix("juin") ? 6 : 7
    default: return nil
    }
  }
}
