/// Compares the clocks from sample to sample, and says where time was lost, slept away, or set.
///
/// Nothing is ever filled in: a gap stays a gap. Each step is judged by itself, so that a clock that is slewed slowly never counts as set.
struct ClockWatch: Sendable {
  /// What happened between two samples, milliseconds each; nil where it did not.
  struct Irregularity: Sendable, Hashable {
    /// No samples for this long, from the sample before, without the time in suspend.
    var gap: Int64?
    /// The machine slept for this long.
    var suspend: Int64?
    /// Wall time was set by this much.
    var clockJump: Int64?
  }

  /// The reading with which the recording began.
  let start: ClockReading

  /// The reading of the last sample.
  private(set) var last: ClockReading

  /// The longest time from sample to sample that is not a gap, nanoseconds.
  ///
  /// Half an interval late, but at least 50 ms: less is ordinary delay on a busy host, and the samples' times show it anyhow.
  private let patience: Int64

  /// Shorter sleeps than this, nanoseconds, are not told from a pause between reading two clocks.
  private static let sleepThreshold: Int64 = 100_000_000

  /// NTP steps the clock where it is off by more than 128 ms and slews below; half a second, in microseconds, bends no chart.
  private static let jumpThreshold: Int64 = 500_000

  init(start: ClockReading, interval milliseconds: Int64) {
    self.start = start
    last = start
    let interval = milliseconds * 1_000_000
    patience = interval + max(interval / 2, 50_000_000)
  }

  /// Takes the reading of the next sample.
  mutating func advance(to reading: ClockReading) -> Irregularity {
    let awake = reading.monotonic - last.monotonic
    let slept = (reading.boot - last.boot) - awake
    let jumped = (reading.real - last.real) - (reading.boot - last.boot) / 1000
    last = reading
    return Irregularity(
      gap: awake > patience ? awake / 1_000_000 : nil,
      suspend: slept > ClockWatch.sleepThreshold ? slept / 1_000_000 : nil,
      clockJump: abs(jumped) > ClockWatch.jumpThreshold ? jumped / 1000 : nil)
  }
}
