/// Saturdays and Sundays in UTC: what people load rests then.
enum Weekend {
  private static let day: Int64 = 86_400_000
  /// 1970-01-01 was a Thursday.
  private static let firstSaturday: Int64 = 2 * day

  /// How much of the time between two times is weekend, ms; both since 1970.
  static func time(from start: Int64, to end: Int64) -> Int64 { time(before: end) - time(before: start) }

  /// How much of the time since the first Saturday is weekend; negative for earlier times.
  private static func time(before end: Int64) -> Int64 {
    let since = end - firstSaturday
    let weeks = (since - (since % (7 * day) + 7 * day) % (7 * day)) / (7 * day)
    return weeks * 2 * day + min(2 * day, since - weeks * 7 * day)
  }
}
