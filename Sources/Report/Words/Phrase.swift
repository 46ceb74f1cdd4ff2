import Analysis
import KernelMemory

/// Numbers and times as they stand in sentences.
enum Phrase {
  /// `151 MiB`, from kB.
  static func size(_ kilobytes: Double) -> String { Bytes(rounding: kilobytes).text }

  /// `147.8` and `148.3 MiB`, from kB: two sizes of which the difference can be seen.
  static func sizes(_ first: Double, _ second: Double) -> (String, String) {
    // Each with its own digits where they are far apart, so that their difference agrees with what is said of it.
    guard 2 * min(abs(first), abs(second)) > max(abs(first), abs(second)) else { return (size(first), size(second)) }
    return Bytes.pair(Bytes(rounding: first), Bytes(rounding: second))
  }

  /// `+3.9 MiB`, from kB.
  static func change(_ kilobytes: Double) -> String { Bytes(rounding: kilobytes).signedText }

  /// `1.24 GiB/h`, from KiB per hour, without a sign, in the record's unit.
  static func rate(_ perHour: Double, _ pace: Pace) -> String { size(abs(pace.from(perHour))) + "/" + pace.unit }

  /// `1.24 GiB/h`, or `-1.24 GiB/h` for a fall, from KiB per hour.
  static func signedRate(_ perHour: Double, _ pace: Pace) -> String { (perHour < 0 ? "-" : "") + rate(perHour, pace) }

  /// `1.24 GiB/h (95 % 1.21 to 1.27 GiB/h)`.
  static func rate(_ trend: Trend, _ pace: Pace) -> String {
    rate(trend.slope, pace) + (interval(trend, pace).map { " (95 % \($0))" } ?? "")
  }

  /// `1.21 to 1.27 GiB/h`, the 95 % interval of a slope without its sign, or `±0.1 %`; nil where it holds zero.
  static func interval(_ trend: Trend, _ pace: Pace) -> String? {
    guard trend.isSignificant else { return nil }
    if let narrow = narrow(trend) { return narrow }
    let ends = [abs(trend.low), abs(trend.high)].sorted().map { Bytes(rounding: pace.from($0)) }
    // Where the ends have units of their own, each is a rate: `24.0 MiB/h to 10.6 GiB/h`.
    return Bytes.range(ends[0], ends[1]).replacing("B to ", with: "B/\(pace.unit) to ") + "/" + pace.unit
  }

  /// `±0.1 %`, rounded up: an interval within the digits that an estimate is written with; nil for a wider one.
  static func narrow(_ trend: Trend) -> String? {
    let reach = max(trend.high - trend.slope, trend.slope - trend.low) / abs(trend.slope)
    guard reach <= 0.005 else { return nil }
    return "±" + Decimal.fixed(max(0.1, (reach * 1000).rounded(.up) / 10), places: 1) + " %"
  }

  /// `195 KiB/h`, `-6.10 MiB/min`, from KiB per hour; nil where not even a twentieth of a minute was recorded.
  static func rate(_ perHour: Double, over hours: Double, _ pace: Pace) -> String? {
    hours * 20 * 60 < 1 ? nil : signedRate(perHour, pace)
  }

  /// `two points, no pattern`.
  static func points(_ count: Int) -> String {
    let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return "\(words.indices.contains(count - 2) ? words[count - 2] : "\(count)") points, no pattern"
  }

  /// `0.63 %`, `2.4 %`, `12 %`, from a share of 1.
  static func percent(_ share: Double) -> String {
    let value = share * 100
    let places = value == 0 || abs(value) >= 9.95 ? 0 : abs(value) >= 0.995 ? 1 : 2
    return Decimal.fixed(value, places: places) + " %"
  }

  /// `6 to 7 hours`, `8 hours` where both ends round to one number, `5 days or more` where the high end is years away; from hours,
  /// low before high.
  static func hours(_ low: Double, _ high: Double) -> String {
    guard high < 24 * 365 * 3 else { return least(low) + " or more" }
    let unit = unit(high)
    let first = Int((low / unit.length).rounded(.down))
    let last = Int((high / unit.length).rounded(.up))
    if first == 0 {
      return "less than \(last <= 1 ? (unit.name == "hour" ? "an hour" : "a \(unit.name)") : count(last, unit.name))"
    }
    return first >= last ? count(last, unit.name) : "\(first) to \(count(last, unit.name))"
  }

  /// `5 days`: hours in whole units, rounded down; never more than a thousand years.
  static func least(_ hours: Double) -> String {
    let hours = min(hours, 24 * 365 * 1000)
    let unit = unit(hours)
    return count(Int((hours / unit.length).rounded(.down)), unit.name)
  }

  private static func unit(_ hours: Double) -> (name: String, length: Double) {
    hours < 2 ? ("minute", 1.0 / 60) : hours < 72 ? ("hour", 1) : hours < 24 * 90 ? ("day", 24) : ("month", 24 * 30.4)
  }

  /// `812`, `41,200`, `5.8 million`.
  static func number(_ number: Int64) -> String {
    if number >= 1_000_000 {
      return Decimal.fixed(Double(number) / 1e6, places: number < 100_000_000 ? 1 : 0) + " million"
    }
    let digits = String(number)
    guard digits.count > 3 else { return digits }
    return digits.dropLast(3) + "," + digits.suffix(3)
  }

  /// `1 task`, `2 tasks`.
  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// `03:11:20`, with the day where the session spans more than one, UTC.
  static func time(_ milliseconds: Int64, in session: Session) -> String {
    guard let first = session.times.first, let last = session.times.last else { return "" }
    let time = CivilTime(milliseconds: milliseconds)
    return first / 86_400_000 == last / 86_400_000 ? time.clock : "\(time.day) \(time.clock)"
  }
}

extension String {
  /// With a capital letter first.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Int {
  /// `86,400`.
  var grouped: String {
    var digits = String(magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits = String(digits.dropLast(3))
    }
    return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }
}
