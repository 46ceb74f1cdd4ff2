import Glibc

/// CPU time that a piece of work may still take.
struct CPUBudget {
  private let end: Int64

  /// Begins a budget of so many microseconds.
  init(microseconds: Int64) { end = CPUBudget.now() + microseconds }

  /// Whether it is used up.
  var isSpent: Bool { CPUBudget.now() >= end }

  /// CPU time of this thread so far, microseconds.
  static func now() -> Int64 {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
