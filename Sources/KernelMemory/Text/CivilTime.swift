/// A moment of the proleptic Gregorian calendar in UTC, without a time zone database.
///
/// Days are counted in eras of 400 years (146,097 days), as in Howard Hinnant's "chrono-compatible low-level date algorithms".
package struct CivilTime: Hashable, Sendable {
  /// The year; negative before year 0.
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let dayOfMonth: Int
  /// 0 to 86,399,999.
  package let millisecondOfDay: Int

  /// The moment that lies this many milliseconds after 1970-01-01T00:00Z.
  package init(milliseconds: Int64) {
    let days = milliseconds.dividedFloor(by: 86_400_000)
    millisecondOfDay = Int(milliseconds - days * 86_400_000)
    // Years begin on 1 March here, so that the leap day is the last of its year.
    let shifted = days + 719_468
    let era = shifted.dividedFloor(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    dayOfMonth = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// Milliseconds since 1970-01-01T00:00Z of a date and a time of day; nil for a day or time that does not exist.
  package static func milliseconds(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0
  ) -> Int64? {
    guard (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute),
      (0...60).contains(second), (0...999).contains(millisecond), (-9999...9999).contains(year)
    else { return nil }
    let shifted = Int64(month <= 2 ? year - 1 : year)
    let era = shifted.dividedFloor(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let back = CivilTime(milliseconds: days * 86_400_000)
    guard back.dayOfMonth == day, back.month == month else { return nil }
    return days * 86_400_000 + Int64(((hour * 60 + minute) * 60 + second) * 1000 + millisecond)
  }

  /// `03:11:20`.
  package var clock: String {
    let second = millisecondOfDay / 1000
    return [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
  }

  /// `03:11:20.250`.
  package var preciseClock: String { clock + "." + padded(millisecondOfDay % 1000, 3) }

  /// `22 Nov 2026`.
  package var day: String { "\(dayOfMonth) \(CivilTime.months[month - 1]) \(year)" }

  /// `22 Nov`.
  package var shortDay: String { "\(dayOfMonth) \(CivilTime.months[month - 1])" }

  /// `2026-11-22T03:11:20.250Z` (ISO 8601).
  package var iso8601: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T\(preciseClock)Z" }

  /// The three-letter names that `date` prints in the C locale.
  package static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  /// The quotient, rounded towards negative infinity.
  func dividedFloor(by divisor: Int64) -> Int64 { self >= 0 ? self / divisor : (self + 1) / divisor - 1 }
}
