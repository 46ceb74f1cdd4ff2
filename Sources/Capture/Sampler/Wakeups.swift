import Glibc
import KernelMemory

/// Waits for the next tick, a signal, or the end of the recording's time, with one system call.
///
/// Ticks lie at start + n × interval of CLOCK_MONOTONIC: each wait is for the time that is left until one, so that they do not drift.
struct Wakeups {
  /// Why the wait ended.
  enum Reason: Sendable, Hashable {
    /// The moment that was waited for has come.
    case due
    /// A signal came; `isKeyboard` where the terminal and not a process sent it.
    case signal(Int32, isKeyboard: Bool)
  }

  private let start: Int64
  private let interval: Int64
  private var awaited: sigset_t

  /// Makes ticks; the first one is due an interval after the start.
  ///
  /// The signals end a wait; they must be blocked.
  init(start: ClockReading, interval milliseconds: Int64, signals: [Int32]) {
    self.start = start.monotonic
    interval = milliseconds * 1_000_000
    awaited = SignalMask.set(signals)
  }

  /// The first tick after a moment of CLOCK_MONOTONIC; those that were missed are left out.
  func tick(after now: Int64) -> Int64 { start + (max(0, now - start) / interval + 1) * interval }

  /// Waits from a moment of CLOCK_MONOTONIC, which is now, until another, in nanoseconds; nil waits for a signal alone.
  mutating func wait(from now: Int64, until deadline: Int64?) -> Reason {
    var now = now
    while true {
      var information = unsafe siginfo_t()
      var signal: Int32
      if let deadline {
        let left = max(0, deadline - now)
        var time = timespec(tv_sec: Int(left / 1_000_000_000), tv_nsec: Int(left % 1_000_000_000))
        signal = unsafe sigtimedwait(&awaited, &information, &time)
      } else {
        signal = unsafe sigwaitinfo(&awaited, &information)
      }
      if signal > 0 { return unsafe .signal(signal, isKeyboard: information.si_code > 0) }
      // Other signals, such as SIGCONT, cut the wait short as well.
      now = ClockReading.monotonic
      if let deadline, now >= deadline { return .due }
    }
  }
}
