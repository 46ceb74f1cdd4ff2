import Glibc
import TestSupport

/// The built `kmem`, started in a folder of its own, with pipes for what it says.
final class RunningTool {
  /// What came of a run.
  struct Result {
    /// The exit status, or 128 + the signal.
    var status: Int
    var output: String
    var errors: String
  }

  let process: pid_t
  private let outputEnd: Int32
  private let errorEnd: Int32
  private let inputEnd: Int32

  /// Starts the tool, or another program, in a folder; a terminal takes the place of the pipe for standard error.
  init(_ arguments: [String], in folder: String, terminal: Int32? = nil, program: String? = nil) throws {
    var output: [Int32] = [0, 0]
    var errors: [Int32] = [0, 0]
    var input: [Int32] = [0, 0]
    guard unsafe pipe(&output) == 0, unsafe pipe(&errors) == 0, unsafe pipe(&input) == 0 else {
      throw TemporaryFolder.Failure(errno: errno)
    }
    for end in output + errors + input { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, (terminal ?? errors[1]), 2)
    // Whatever the test runner ignores or blocks, the tool starts as from a shell.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let tool = try program ?? RunningTool.path()
    let changing = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder, tool]
    var words = unsafe (changing + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let result = unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, environ)
    for end in [output[1], errors[1], input[0]] { close(end) }
    guard result == 0 else { throw TemporaryFolder.Failure(errno: result) }
    self.process = process
    outputEnd = output[0]
    errorEnd = errors[0]
    inputEnd = input[1]
  }

  deinit { for end in [outputEnd, errorEnd, inputEnd] { close(end) } }

  /// Runs the tool to its end.
  static func run(_ arguments: [String], in folder: String) throws -> Result {
    try RunningTool(arguments, in: folder).finish()
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process, signal) }

  /// What was read of standard error by ``waitForErrors(_:)``.
  private var errors: [UInt8] = []

  /// Waits until the tool has written a text to standard error; false where it ends without.
  func waitForErrors(_ text: String) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: errors, as: UTF8.self).contains(text) {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(errorEnd, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      errors += chunk[..<count]
    }
    return true
  }

  /// Waits until the tool has written a text to standard output; false where it ends without.
  func waitForOutput(_ text: String) -> Bool {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: bytes, as: UTF8.self).contains(text) {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(outputEnd, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      bytes += chunk[..<count]
    }
    return true
  }

  /// Waits until a condition holds; false where the tool ends first, or after a minute.
  func wait(until condition: () -> Bool) -> Bool {
    var ended = pollfd(fd: outputEnd, events: 0, revents: 0)
    for _ in 0..<12_000 {
      if condition() { return true }
      // Returns at once when the tool has closed its output, else looks again in 5 ms.
      if unsafe poll(&ended, 1, 5) > 0 { return condition() }
    }
    return false
  }

  /// Waits for the end of the tool.
  func finish() -> Result {
    let output = RunningTool.text(outputEnd)
    let errors = String(decoding: self.errors, as: UTF8.self) + RunningTool.text(errorEnd)
    var code: Int32 = 0
    while unsafe waitpid(process, &code, 0) < 0, errno == EINTR {}
    let signal = code & 0x7f
    return Result(status: signal == 0 ? Int(code >> 8 & 0xff) : 128 + Int(signal), output: output, errors: errors)
  }

  /// The tool lies beside the test runner.
  static func path() throws -> String {
    var target = [CChar](repeating: 0, count: 4096)
    let count = unsafe target.withUnsafeMutableBufferPointer { buffer -> Int in
      unsafe buffer.baseAddress.map { unsafe readlink("/proc/self/exe", $0, buffer.count) } ?? -1
    }
    let runner = String(decoding: target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let slash = runner.lastIndex(of: "/") else { throw TemporaryFolder.Failure(errno: ENOENT) }
    let tool = runner[..<slash] + "/kmem"
    guard unsafe access(String(tool), X_OK) == 0 else { throw TemporaryFolder.Failure(errno: errno) }
    return String(tool)
  }

  private static func text(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }
}
