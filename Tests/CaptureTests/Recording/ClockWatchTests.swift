@testable import Capture
import Testing

@Suite("Clock watch")
struct ClockWatchTests {
  private static let second: Int64 = 1_000_000_000

  private static let start = ClockReading(
    real: 1_700_000_000 * second / 1000, monotonic: 50 * second, boot: 90 * second)

  /// A reading some milliseconds of each clock after the start.
  private static func after(real: Int64, monotonic: Int64, boot: Int64) -> ClockReading {
    ClockReading(
      real: start.real + real * 1000, monotonic: start.monotonic + monotonic * 1_000_000,
      boot: start.boot + boot * 1_000_000)
  }

  struct Step: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var interval: Int64 = 1000
    var real: Int64
    var monotonic: Int64
    var boot: Int64
    var gap: Int64?
    var suspend: Int64?
    var clockJump: Int64?
  }

  @Test(
    "tells gaps, sleep and a set clock apart",
    arguments: [
      Step(testDescription: "on time", real: 1000, monotonic: 1000, boot: 1000),
      Step(testDescription: "half an interval late", real: 1500, monotonic: 1500, boot: 1500),
      Step(testDescription: "later", real: 1501, monotonic: 1501, boot: 1501, gap: 1501),
      Step(testDescription: "a missed tick", real: 2000, monotonic: 2000, boot: 2000, gap: 2000),
      Step(testDescription: "short interval, 50 ms late", interval: 10, real: 60, monotonic: 60, boot: 60),
      Step(testDescription: "short interval, later", interval: 10, real: 61, monotonic: 61, boot: 61, gap: 61),
      Step(testDescription: "an hour asleep", real: 3_601_000, monotonic: 1000, boot: 3_601_000, suspend: 3_600_000),
      Step(testDescription: "asleep and starved", real: 9000, monotonic: 3000, boot: 9000, gap: 3000, suspend: 6000),
      Step(testDescription: "two clocks read apart", real: 1090, monotonic: 1000, boot: 1090),
      Step(testDescription: "set forward", real: 61_000, monotonic: 1000, boot: 1000, clockJump: 60_000),
      Step(testDescription: "set back", real: -59_000, monotonic: 1000, boot: 1000, clockJump: -60_000),
      Step(testDescription: "slewed", real: 1500, monotonic: 1000, boot: 1000),
      Step(
        testDescription: "set while asleep", real: 9000, monotonic: 1000, boot: 4000, suspend: 3000, clockJump: 5000),
    ])
  func irregularities(_ step: Step) {
    var watch = ClockWatch(start: ClockWatchTests.start, interval: step.interval)
    let reading = ClockWatchTests.after(real: step.real, monotonic: step.monotonic, boot: step.boot)
    let found = watch.advance(to: reading)
    #expect(found == .init(gap: step.gap, suspend: step.suspend, clockJump: step.clockJump))
    #expect(watch.last == reading)
    #expect(reading.elapsed(since: watch.start) == step.boot)
  }

  @Test("does not add up what a slewed clock gains from sample to sample")
  func slewing() {
    var watch = ClockWatch(start: ClockWatchTests.start, interval: 1000)
    for tick in Int64(1)...20 {
      let found = watch.advance(
        to: ClockWatchTests.after(real: tick * 1400, monotonic: tick * 1000, boot: tick * 1000))
      #expect(found == ClockWatch.Irregularity(), "tick \(tick)")
    }
  }

  @Test("leaves out the ticks that were missed, and stays on the grid")
  func ticks() {
    let wakeups = Wakeups(start: ClockWatchTests.start, interval: 1000, signals: [])
    let expected: [(Int64, Int64)] = [(0, 1000), (1, 1000), (999, 1000), (1000, 2000), (1001, 2000), (5400, 6000)]
    for (now, tick) in expected {
      #expect(
        wakeups.tick(after: ClockWatchTests.start.monotonic + now * 1_000_000) == ClockWatchTests.start.monotonic + tick
          * 1_000_000, "\(now)")
    }
  }

  @Test("reads clocks that agree with each other")
  func now() {
    let first = ClockReading.now()
    let second = ClockReading.now()
    #expect(second.monotonic >= first.monotonic)
    #expect(second.boot >= second.monotonic - 1_000_000)
    #expect(first.wall > 1_600_000_000_000)
  }
}
