import KernelMemory
import SessionFile

/// A time that stands somewhere in a line, as much of it as the line says.
enum FoundTime: Equatable {
  /// A date and a time of day.
  case moment(TimeLine)
  /// A month, a day and a time of day without a year, as syslog writes them; milliseconds of the day.
  case yearless(month: Int, day: Int, clock: Int64)
  /// A time of day, milliseconds.
  case clock(Int64)
  /// The time since boot, milliseconds, as in `[   52.261522]`.
  case uptime(Int64)

  /// Looks for a time in a text: ISO 8601, date(1), US and German order, syslog, epoch seconds, a time of day, the kernel's log.
  init?(in text: some StringProtocol) {
    let words = text.split { " \t[]<>()\"'|=*#".contains($0) }.prefix(24).map { word in
      let word = word.drop { ":,{".contains($0) }
      return String(word.last.map { ",;:".contains($0) } ?? false ? word.dropLast() : word)
    }
    for place in words.indices {
      if let found = FoundTime.date(words[place...]) {
        self = found
        return
      }
    }
    for place in words.indices {
      if let clock = FoundTime.clock(words[place...])?.milliseconds {
        self = .clock(clock)
        return
      }
    }
    guard let word = words.first, text.drop(while: { $0 == " " }).first == "[", let seconds = FoundTime.seconds(word)
    else { return nil }
    self = .uptime(seconds)
  }

  /// A date at the beginning of words, with the time of day behind it.
  private static func date(_ words: ArraySlice<String>) -> FoundTime? {
    guard let first = words.first, let start = first.utf8.first else { return nil }
    let isDigit = start &- 0x30 < 10
    if isDigit, let found = TimeLine(iso8601: first) {
      // A blank can stand before the zone.
      if found.isLocal, let zone = words.dropFirst().first, let zoned = TimeLine(iso8601: first + zone) {
        return .moment(zoned)
      }
      return .moment(found)
    }
    if isDigit, (10...17).contains(first.utf8.count), let found = epoch(first) { return .moment(found) }
    if isDigit, let day = CalendarDay(first), let clock = clock(words.dropFirst()) {
      return moment(day.milliseconds + clock.milliseconds, zone: words.dropFirst(1 + clock.words), day.assumption)
    }
    if start >= 0x41, words.count > 3 {
      for length in stride(from: min(7, words.count), through: 4, by: -1) {
        if let found = TimeLine(date: words.prefix(length).joined(separator: " ")) { return .moment(found) }
      }
    }
    return named(words)
  }

  /// `May 18 15:40:20`, `Oct 14 2025 09:00:01`, `14. Okt 2025 09:00:01`, `14 Oct 09:00:01 2025`.
  private static func named(_ words: ArraySlice<String>) -> FoundTime? {
    let head = Array(words.prefix(2))
    guard head.count == 2 else { return nil }
    let (month, dayWord) =
      CalendarDay.month(head[0]).map { ($0, head[1]) } ?? (CalendarDay.month(head[1]) ?? 0, head[0])
    guard month > 0, let day = Int(dayWord.last == "." ? dayWord.dropLast() : dayWord[...]), (1...31).contains(day)
    else { return nil }
    var rest = words.dropFirst(2)
    var year = rest.first.flatMap(FoundTime.year)
    if year != nil { rest = rest.dropFirst() }
    guard let clock = clock(rest) else { return nil }
    rest = rest.dropFirst(clock.words)
    if year == nil, let found = rest.first.flatMap(FoundTime.year) {
      year = found
      rest = rest.dropFirst()
    } else if year == nil, let zone = rest.first, zone.allSatisfy({ $0.isASCII && $0.isUppercase }),
      let found = rest.dropFirst().first.flatMap(FoundTime.year)
    {
      year = found
      rest = rest.prefix(1)
    }
    guard let year else { return .yearless(month: month, day: day, clock: clock.milliseconds) }
    guard let midnight = CivilTime.milliseconds(year: year, month: month, day: day) else { return nil }
    return moment(midnight + clock.milliseconds, zone: rest, nil)
  }

  private static func moment(_ local: Int64, zone: ArraySlice<String>, _ assumption: String?) -> FoundTime? {
    let text = CivilTime(milliseconds: local).iso8601.dropLast()
    let found = zone.first.flatMap { TimeLine(iso8601: text + $0) } ?? TimeLine(iso8601: String(text))
    guard let found else { return nil }
    let said = [assumption, found.assumption].compactMap(\.self).joined(separator: "; ")
    return TimeLine(time: found.time, assumption: said.isEmpty ? nil : said).map(FoundTime.moment)
  }

  private static func year(_ word: String) -> Int? {
    guard word.utf8.count == 4, let year = Int(word), (1990...2200).contains(year) else { return nil }
    return year
  }

  private static func epoch(_ word: String) -> TimeLine? {
    guard let found = TimeLine(text: word), !found.isLocal, (978_307_200_000..<7_258_118_400_000).contains(found.time),
      word.utf8.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2e })
    else { return nil }
    return found
  }

  /// `09:20:01`, `03:43:18 PM`, `12時02分25秒`, with a fraction or without seconds; how many words it takes.
  static func clock(_ words: ArraySlice<String>) -> (milliseconds: Int64, words: Int)? {
    guard var text = words.first else { return nil }
    var count = 1
    var half: Bool?
    if let found = words.dropFirst().first.flatMap(FoundTime.isAfternoon) {
      half = found
      count = 2
    } else if let found = FoundTime.isAfternoon(String(text.suffix(2))) {
      half = found
      text.removeLast(2)
    }
    for (mark, sign) in [("時", ":"), ("分", ":"), ("秒", "")] { text = text.replacing(mark, with: sign) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), var hour = number(parts[0], 0..<24), let minute = number(parts[1], 0..<60)
    else { return nil }
    var milliseconds = 0
    var second = 0
    if parts.count == 3 {
      let pieces = parts[2].split(maxSplits: 1) { $0 == "." || $0 == "," }
      guard let whole = pieces.first.flatMap({ number($0, 0..<61) }) else { return nil }
      second = whole
      if pieces.count == 2 {
        guard let fraction = TimeLine.milliseconds(fraction: pieces[1]) else { return nil }
        milliseconds = fraction
      }
    }
    if let half {
      guard (1...12).contains(hour) || half else { return nil }
      if hour <= 12 { hour = hour % 12 + (half ? 12 : 0) }
    }
    return (Int64((hour * 60 + minute) * 60 + second) * 1000 + Int64(milliseconds), count)
  }

  private static func isAfternoon(_ word: String) -> Bool? {
    switch word {
    case "AM", "am": false
    case "PM", "pm": true
    default: nil
    }
  }

  private static func number(_ text: Substring, _ range: Range<Int>) -> Int? {
    guard (1...2).contains(text.utf8.count), text.allSatisfy(\.isASCIIDigit), let number = Int(text) else { return nil }
    return range.contains(number) ? number : nil
  }

  /// `52.261522` in milliseconds.
  private static func seconds(_ word: String) -> Int64? {
    let parts = word.split(separator: ".")
    guard parts.count == 2, parts[1].utf8.count == 6, (1...9).contains(parts[0].utf8.count),
      let whole = Int64(parts[0]),
      let fraction = TimeLine.milliseconds(fraction: parts[1])
    else { return nil }
    return whole * 1000 + Int64(fraction)
  }
}
