import Glibc

/// What another program made of bytes: started without a shell, with bounded time and memory.
package struct ProgramOutput: Sendable {
  /// The path under which the program finds the bytes, which it may read again and again.
  package static let inputPath = "/proc/self/fd/0"

  /// What it printed.
  package let bytes: [UInt8]

  /// The first line of what it complained of; empty where it did not.
  package let complaint: String

  /// Whether it ended by itself and said that all is well.
  package let isFine: Bool

  /// Runs a program to its end; nil where there is no such program.
  ///
  /// - Parameters:
  ///   - program: Its name, which is looked for in PATH.
  ///   - arguments: What follows the name.
  ///   - input: The bytes at ``inputPath``.
  ///   - limit: The most bytes of output; a program that prints more is stopped.
  ///   - seconds: The longest that it may take.
  /// - Throws: Why it cannot be started.
  package init?(
    _ program: String, _ arguments: [String], input: [UInt8], limit: Int = 1 << 30, seconds: Int = 60
  ) throws(SessionError) {
    let source = try ProgramOutput.nameless()
    var written = 0
    while written < input.count {
      guard let count = source.write(input, from: written), count > 0 else {
        throw SessionError(cannot: "write", errno: errno, file: nil)
      }
      written += count
    }
    let errors = try ProgramOutput.nameless()
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw SessionError(cannot: "open", errno: errno, file: nil) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let reading = Descriptor(adopting: ends[0])
    guard let process = try ProgramOutput.start(program, arguments, source.number, ends[1], errors.number) else {
      return nil
    }
    (bytes, isFine) = ProgramOutput.collect(reading.number, process, limit: limit, seconds: seconds)
    var text = [UInt8](repeating: 0, count: 4096)
    let count = unsafe text.withUnsafeMutableBytes { unsafe pread(errors.number, $0.baseAddress, $0.count, 0) }
    let line = text.prefix(max(0, count)).split(separator: UInt8(ascii: "\n")).first ?? []
    complaint = String(decoding: line.prefix(200).map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
  }

  /// A temporary file that has lost its name, so that nobody else finds it and nothing stays.
  private static func nameless() throws(SessionError) -> Descriptor {
    let path = "/tmp/kmem-XXXXXX"
    var name = path.utf8CString.map { $0 }
    let number = unsafe mkstemp(&name)
    guard number >= 0 else { throw SessionError(cannot: "create", errno: errno, file: path) }
    unsafe unlink(name)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    return Descriptor(adopting: number)
  }

  /// Starts it with its three descriptors, of which the pipe's is closed here; nil where there is no such program.
  private static func start(
    _ program: String, _ arguments: [String], _ input: Int32, _ output: Int32, _ errors: Int32
  ) throws(SessionError) -> pid_t? {
    let writing = Descriptor(adopting: output)
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (place, number) in [input, writing.number, errors].enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, number, Int32(place))
    }
    let words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    // Its words and numbers are to be those of no country.
    let environment = unsafe [strdup("LC_ALL=C"), nil]
    defer { unsafe (words + environment).forEach { unsafe free($0) } }
    var process: pid_t = 0
    let status = unsafe posix_spawnp(&process, program, &actions, nil, words, environment)
    if status == ENOENT { return nil }
    guard status == 0 else { throw SessionError(cannot: "start", errno: status, file: program) }
    return process
  }

  /// Reads what it prints until it ends; it is stopped where it prints too much or takes too long.
  private static func collect(
    _ output: Int32, _ process: pid_t, limit: Int, seconds: Int
  ) -> (bytes: [UInt8], isFine: Bool) {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    var isWhole = false
    let end = now() + seconds * 1000
    while count <= limit {
      var ready = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let wait = end - now()
      guard wait > 0, unsafe poll(&ready, 1, Int32(clamping: wait)) > 0 else { break }
      if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
      guard let more = FileRead.once(output, into: &bytes, at: count) else { break }
      if more == 0 {
        isWhole = true
        break
      }
      count += more
    }
    if !isWhole { kill(process, SIGKILL) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    bytes.removeLast(bytes.count - min(count, bytes.count))
    return (bytes, isWhole && status == 0)
  }

  /// Milliseconds of a clock that nobody sets.
  private static func now() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
