import Testing

@testable import Analysis

struct WeekendTests {
  private static let hour: Int64 = 3_600_000
  /// 2026-11-28, a Saturday.
  private static let saturday: Int64 = 20_785 * 24 * hour

  /// From and to in hours since Saturday's midnight, and how many of them are weekend.
  @Test(arguments: [(0, 48, 48), (-10, 10, 10), (40, 60, 8), (60, 100, 0), (-24, 168, 48), (0, 336, 96), (12, 12, 0)])
  func hours(from start: Int64, to end: Int64, weekend: Int64) {
    let (hour, zero) = (WeekendTests.hour, WeekendTests.saturday)
    #expect(Weekend.time(from: zero + start * hour, to: zero + end * hour) == weekend * hour)
  }

  @Test func before1970() {
    let week = 7 * 24 * WeekendTests.hour
    #expect(Weekend.time(from: -3 * week, to: -week) == 2 * 48 * WeekendTests.hour)
  }
}
