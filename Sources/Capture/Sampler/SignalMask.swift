import Glibc

/// Blocks the signals that a recorder waits for, and ignores those that would kill it in a write; undone with it.
///
/// To be made before the process has other threads.
struct SignalMask: ~Copyable {
  /// The signals that are waited for.
  let awaited: [Int32]

  /// Whether SIGINT was ignored from the start, as shells do to background jobs.
  let ignoresKeyboard: Bool

  private var previous = sigset_t()

  /// The name of a signal that can end a recording.
  static func name(_ signal: Int32) -> String {
    switch signal {
    case SIGINT: "SIGINT"
    case SIGTERM: "SIGTERM"
    case SIGHUP: "SIGHUP"
    default: "signal \(signal)"
    }
  }

  /// Whether a signal says that a started program ended.
  static func isChild(_ signal: Int32) -> Bool { signal == SIGCHLD }

  init() {
    ignoresKeyboard = SignalMask.isIgnored(SIGINT)
    // nohup(1) means it: a hang-up that was ignored stays ignored.
    awaited = [SIGINT, SIGTERM, SIGCHLD] + (SignalMask.isIgnored(SIGHUP) ? [] : [SIGHUP])
    var set = SignalMask.set(awaited)
    unsafe sigprocmask(SIG_BLOCK, &set, &previous)
    // Writing to a closed pipe or beyond a size limit is to give an error, not to kill.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // Where it is ignored, children vanish without a status.
    signal(SIGCHLD, SIG_DFL)
  }

  deinit {
    var set = previous
    unsafe sigprocmask(SIG_SETMASK, &set, nil)
  }

  static func set(_ signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal) }
    return set
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(signal, nil, &action) == 0 else { return false }
    return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
