import KernelMemory

extension TimeLine {
  /// `2026-11-22T03:11:20.250Z`, with a space or `_` for the T, with an offset, or without a zone (then UTC is assumed).
  package init?(iso8601 text: String) {
    var rest = Substring(text)
    func digits(_ count: Int) -> Int? {
      let found = rest.prefix(count)
      guard found.count == count, found.allSatisfy(\.isASCIIDigit) else { return nil }
      rest = rest.dropFirst(count)
      return Int(found)
    }
    func skip(_ characters: String) -> Bool {
      guard let first = rest.first, characters.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = digits(4) else { return nil }
    let isDashed = skip("-/")
    guard let month = digits(2), skip("-/") == isDashed, let day = digits(2) else { return nil }
    guard skip("Tt _-") else { return nil }
    guard let hour = digits(2) else { return nil }
    // The same sign stands before the seconds; another one begins the zone.
    let sign = rest.first.flatMap { ":-.".contains($0) ? $0 : nil }
    if sign != nil { rest = rest.dropFirst() }
    guard let minute = digits(2) else { return nil }
    var second = 0
    var millisecond = 0
    let behind = sign == nil ? rest : rest.first == sign ? rest.dropFirst() : ""
    if behind.first?.isASCIIDigit == true {
      rest = behind
      guard let found = digits(2) else { return nil }
      second = found
      if rest.first == "." || rest.first == ",", rest.dropFirst().first?.isASCIIDigit == true {
        rest = rest.dropFirst()
        let fraction = rest.prefix(while: \.isASCIIDigit)
        guard let found = TimeLine.milliseconds(fraction: fraction) else { return nil }
        millisecond = found
        rest = rest.dropFirst(fraction.count)
      }
    }
    guard
      let local = CivilTime.milliseconds(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond),
      let zone = Zone(rest.drop { $0 == " " })
    else { return nil }
    self.init(time: local - zone.offset, assumption: zone.assumption)
  }

  /// `Sun Nov 22 03:11:20 UTC 2026`, `Sun 22 Nov 2026 03:11:20 AM UTC`, `Sun, 22 Nov 2026 03:11:20 +0100`.
  package init?(date text: String) {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    var words = text.split { $0 == " " || $0 == "," }
    guard let first = words.first, days.contains(String(first)) else { return nil }
    words.removeFirst()
    var month: Int?
    var numbers: [Int] = []
    var clock: [Int] = []
    var millisecond = 0
    var isAfternoon: Bool?
    var zone = Zone("")
    for word in words {
      if let found = CivilTime.months.firstIndex(of: String(word)) {
        month = found + 1
      } else if word.contains(":") {
        let parts = word.split(separator: ".", maxSplits: 1)
        clock = parts[0].split(separator: ":").compactMap { Int($0) }
        if parts.count == 2 { millisecond = TimeLine.milliseconds(fraction: parts[1]) ?? 0 }
      } else if word.allSatisfy(\.isASCIIDigit), let number = Int(word) {
        numbers.append(number)
      } else if word == "AM" || word == "PM" {
        isAfternoon = word == "PM"
      } else {
        zone = Zone(word)
      }
    }
    guard let month, let zone, clock.count == 3, numbers.count == 2, let day = numbers.min(), let year = numbers.max()
    else { return nil }
    var hour = clock[0]
    if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
    guard
      let local = CivilTime.milliseconds(
        year: year, month: month, day: day, hour: hour, minute: clock[1], second: clock[2], millisecond: millisecond)
    else { return nil }
    self.init(time: local - zone.offset, assumption: zone.assumption)
  }

  /// The zone behind a time.
  private struct Zone {
    /// Milliseconds east of UTC.
    var offset: Int64 = 0
    var assumption: String?

    init?(_ text: some StringProtocol) {
      switch text {
      case "Z", "z", "UTC", "GMT": return
      case "": assumption = "the times name no zone; UTC was assumed"
      default:
        let digits = String(text.dropFirst().filter { $0 != ":" })
        if let sign = text.first, "+-".contains(sign), [2, 4].contains(digits.count),
          digits.allSatisfy(\.isASCIIDigit), let number = Int64(digits)
        {
          let minutes = digits.count == 2 ? number * 60 : number / 100 * 60 + number % 100
          offset = (sign == "-" ? -1 : 1) * minutes * 60_000
        } else if (2...5).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isUppercase }) {
          assumption = "the zone \(text) is not known; UTC was assumed"
        } else {
          return nil
        }
      }
    }
  }
}
