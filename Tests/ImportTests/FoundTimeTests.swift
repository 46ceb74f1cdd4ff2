import Testing

@testable import Import

@Suite struct FoundTimeTests {
  private static let day: Int64 = 1_767_225_600_000

  @Test(arguments: [
    "2026-01-01T00:00:00Z x", "Every 1.0s: cat x     web: Thu Jan  1 00:00:00 2026",
    "zzz <01/01/2026 00:00:00> subcount: 1",
    "[01.01.2026 00:00:00] x", "Thu 01 Jan 2026 12:00:00 AM UTC", "1. Jan 2026 00:00:00", "node 1767225600 x",
    "2026/01/01 00:00:00",
    "\"2026-01-01 01:00:00 +0100\"", "1767225600.000 x",
  ]) func findsTheMoment(text: String) {
    guard case .moment(let found) = FoundTime(in: text) else {
      Issue.record("no moment in \(text)")
      return
    }
    #expect(found.time == Self.day)
  }

  @Test func findsWhatALineSaysAndNoMore() {
    #expect(FoundTime(in: "May 18 15:40:20 node-2 x[812]:") == .yearless(month: 5, day: 18, clock: 56_420_000))
    #expect(FoundTime(in: " 11:28:15 up 10 min,  1 user,  load average: 0,28, 0,40, 0,27") == .clock(41_295_000))
    #expect(FoundTime(in: "[   52.261522] x") == .uptime(52_262))
    #expect(FoundTime(in: "12:00:01 AM all") == .clock(1000))
    for text in ["5792 packets transmitted, time 783ms", "", "::", "99:99:99", "[x]", "Mem: 1 2 3"] {
      #expect(FoundTime(in: text) == nil, "\(text)")
    }
  }
}
