import Glibc

/// The three clocks of Linux at one moment (clock_gettime(2)).
struct ClockReading: Sendable, Hashable {
  /// Wall time since 1970-01-01T00:00Z, microseconds, for it may be set to any year; nanoseconds end in 2262.
  var real: Int64
  /// Time since boot without the time in suspend, nanoseconds.
  var monotonic: Int64
  /// Time since boot, nanoseconds.
  var boot: Int64

  /// Wall time in milliseconds.
  var wall: Int64 { real / 1000 }

  /// Milliseconds since another reading, on the clock that neither stops nor is set.
  func elapsed(since start: ClockReading) -> Int64 { (boot - start.boot) / 1_000_000 }

  /// Reads the clocks close together.
  ///
  /// A pause between the calls would look like a suspend or a set clock: where the monotonic clock shows one, they are read again.
  static func now() -> ClockReading {
    var reading = ClockReading(real: 0, monotonic: 0, boot: 0)
    for _ in 0..<4 {
      reading.monotonic = nanoseconds(CLOCK_MONOTONIC)
      reading.boot = nanoseconds(CLOCK_BOOTTIME)
      reading.real = microseconds(CLOCK_REALTIME)
      if nanoseconds(CLOCK_MONOTONIC) - reading.monotonic < 5_000_000 { break }
    }
    return reading
  }

  /// CLOCK_MONOTONIC alone, nanoseconds.
  static var monotonic: Int64 { nanoseconds(CLOCK_MONOTONIC) }

  private static func microseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
