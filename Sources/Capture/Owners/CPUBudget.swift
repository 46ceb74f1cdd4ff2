import Glibc

/// CPU time that a piece of work may still take.
struct CPUBudget {
  private let begin: Int64
  private let length: Int64

  /// Begins a budget of so many microseconds.
  init(microseconds: Int64) {
    begin = CPUBudget.now()
    length = microseconds
  }

  private init(begin: Int64, length: Int64) { (self.begin, self.length) = (begin, length) }

  /// Microseconds that it has used.
  var spent: Int64 { CPUBudget.now() - begin }

  /// The budget of the same begin that ends when half of what is left of this one is used up.
  var half: CPUBudget {
    let spent = spent
    return CPUBudget(begin: begin, length: spent + max(0, length - spent) / 2)
  }

  /// Whether it is used up.
  var isSpent: Bool { spent >= length }

  /// CPU time of this thread so far, microseconds.
  static func now() -> Int64 {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
