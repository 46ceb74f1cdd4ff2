import Glibc
import Storage

/// A program that runs while it is recorded, with the recorder's own standard streams.
struct ChildCommand {
  /// The process.
  private let process: pid_t

  /// The exit status, or 128 + the signal that ended it, as shells give it; nil while it runs.
  private(set) var status: Int?

  /// Starts a program, looked up in PATH, with its arguments.
  ///
  /// - Throws: Where it cannot be started.
  init(_ words: [String]) throws(SessionError) {
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = SignalMask.set([])
    var defaults = SignalMask.set([SIGPIPE, SIGXFSZ])
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let result = unsafe posix_spawnp(&process, words.first ?? "", nil, &attributes, &arguments, environ)
    guard result == 0 else { throw SessionError(cannot: "start", errno: result, file: words.first) }
    self.process = process
  }

  /// The status of a command that could not be started: 127 where there is none, 126 where it cannot be run, as shells give it.
  static func status(_ error: SessionError) -> Int {
    error.cause == .inputOutput(errno: ENOENT) ? 127 : 126
  }

  /// Takes note of the program's end, where it has ended.
  mutating func reap(waiting: Bool = false) {
    guard status == nil else { return }
    var code: Int32 = 0
    var result: pid_t
    repeat { result = unsafe waitpid(process, &code, waiting ? 0 : WNOHANG) } while result < 0 && errno == EINTR
    if result < 0 { status = 0 }
    guard result == process else { return }
    let signal = code & 0x7f
    status = signal == 0 ? Int((code >> 8) & 0xff) : 128 + Int(signal)
  }

  /// Passes a signal on.
  func send(_ signal: Int32) {
    if status == nil { kill(process, signal) }
  }
}
