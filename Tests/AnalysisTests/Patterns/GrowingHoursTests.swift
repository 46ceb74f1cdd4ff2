import KernelMemory
import Testing

@testable import Analysis

/// Which hours and days a growth keeps.
@Suite struct GrowingHoursTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Minutes between two samples.
    let apart: Int64
    let days: Int64
    /// Whether it grows at an hour of a day, 0 being a Monday.
    let grows: @Sendable (_ day: Int64, _ hour: Int64) -> Bool
    let begin: Int?
    let length: Int
    let isOnWeekdays: Bool
  }

  static let cases = [
    Case(
      testDescription: "evenings", apart: 10, days: 6, grows: { 18..<22 ~= $1 && $0 >= 0 }, begin: 18, length: 4,
      isOnWeekdays: false),
    Case(
      testDescription: "over midnight", apart: 60, days: 6, grows: { $0 >= 0 && ($1 >= 22 || $1 < 2) }, begin: 22,
      length: 4, isOnWeekdays: false),
    Case(
      testDescription: "office", apart: 30, days: 14, grows: { $0 % 7 < 5 && 8..<17 ~= $1 }, begin: 8, length: 9,
      isOnWeekdays: true),
    Case(
      testDescription: "weekdays", apart: 1440, days: 28, grows: { day, _ in day % 7 < 5 }, begin: nil, length: 24,
      isOnWeekdays: true),
  ]

  private static func hours(_ given: Case) -> GrowingHours? {
    let monday: Int64 = 1_704_067_200_000
    let minutes = given.days * 1440
    var (times, values, value): ([Int64], [Int64], Int64) = ([], [], 100_000)
    for minute in 0...minutes {
      if minute % given.apart == 0 {
        times.append(monday + minute * 60_000)
        values.append(value)
      }
      if given.grows(minute / 1440, minute / 60 % 24) { value += 4 }
    }
    let series = Series(dimension: .slab, times: times, values: values)
    return GrowingHours(series, Trend(slope: 1, low: 1, high: 1, first: 0, last: series.count - 1, level: 0))
  }

  @Test(arguments: cases)
  func areFound(_ given: Case) throws {
    let hours = try #require(Self.hours(given))
    #expect(hours.begin == given.begin)
    #expect(hours.length == given.length)
    #expect(hours.isOnWeekdays == given.isOnWeekdays)
    #expect(hours.share > 0.9 && hours.share <= 1)
  }

  @Test(arguments: [
    Case(
      testDescription: "all hours", apart: 10, days: 14, grows: { day, _ in day >= 0 }, begin: nil, length: 0,
      isOnWeekdays: false),
    Case(
      testDescription: "two days", apart: 10, days: 2, grows: { 18..<22 ~= $1 && $0 >= 0 }, begin: nil, length: 0,
      isOnWeekdays: false),
  ])
  func areNone(_ given: Case) { #expect(Self.hours(given) == nil) }
}
