import Capture
import Glibc

/// Two pieces of work at the same time, for a machine with a second core.
enum SideBySide {
  /// What another thread does.
  private final class Errand {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// Where the other thread leaves what it came to.
  private final class Outcome<Value> {
    var result: Result<Value, any Error>?
  }

  /// Runs two pieces of work, the first on a thread of its own; one after the other where no thread can be had.
  ///
  /// - Parameters:
  ///   - first: Work that shares nothing with the second that either changes.
  ///   - second: Work for this thread.
  /// - Throws: What the first or else the second throws, when both have ended.
  /// - Returns: What both give.
  static func run<First: Sendable, Second>(
    _ first: @escaping @Sendable () throws -> First, _ second: () throws -> Second
  ) throws -> (First, Second) {
    let outcome = Outcome<First>()
    let thread = begin(Errand { outcome.result = Result(catching: first) })
    let other = Result { try second() }
    if let thread { pthread_join(thread, nil) }
    let one = outcome.result ?? Result(catching: first)
    return (try one.get(), try other.get())
  }

  /// Starts a thread; nil where the system has none to give.
  private static func begin(_ errand: Errand) -> pthread_t? {
    let held = unsafe Unmanaged.passRetained(errand)
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { errand in
        if let errand = unsafe errand { unsafe Unmanaged<Errand>.fromOpaque(errand).takeRetainedValue().body() }
        return nil
      }, held.toOpaque())
    guard code == 0 else {
      unsafe held.release()
      return nil
    }
    return thread
  }
}
