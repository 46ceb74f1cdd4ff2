import KernelMemory
import Testing

@Suite struct CivilTimeTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1_795_387_128_089, "2026-11-22T22:38:48.089Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
    (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
  ] as [(Int64, String)])
  func iso8601(milliseconds: Int64, text: String) {
    #expect(CivilTime(milliseconds: milliseconds).iso8601 == text)
  }

  /// Every day of 800 years comes back, which no single slip in the calendar survives.
  @Test func everyDayComesBack() {
    var failures = 0
    for day in Int64(-146_097)...146_097 {
      let time = CivilTime(milliseconds: day * 86_400_000 + 12_345)
      let back = CivilTime.milliseconds(
        year: time.year, month: time.month, day: time.dayOfMonth, second: 12, millisecond: 345)
      if back != day * 86_400_000 + 12_345 { failures += 1 }
    }
    #expect(failures == 0)
  }

  @Test(arguments: [(2026, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31), (1900, 2, 29)])
  func daysThatDoNotExist(year: Int, month: Int, day: Int) {
    #expect(CivilTime.milliseconds(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    (0, "0 ms"), (200, "200 ms"), (1000, "1 s"), (1500, "1.5 s"), (74_000, "74 s"), (120_000, "2 min"), (150_000, "2 min 30 s"),
    (1_500_000, "25 min"), (4_320_000, "1 h 12 min"), (86_400_000, "24 h"), (273_600_000, "3 d 4 h"), (-3_600_000, "-1 h"),
    (2_592_000_000, "30 d"), (3_599_999, "1 h"),
  ] as [(Int64, String)])
  func durations(milliseconds: Int64, text: String) {
    #expect(CivilTime.duration(milliseconds: milliseconds) == text)
  }
}
