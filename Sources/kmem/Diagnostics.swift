import Glibc
import KernelMemory

/// Messages for people, on standard error.
enum Diagnostics {
  /// Writes a message as one line: `kmem: FILE: what is wrong; how to mend it`.
  ///
  /// Whatever a terminal would obey is shown instead: names of files, hosts and columns come from outside.
  static func write(_ message: String) { writeText("kmem: " + message.visible + "\n") }

  /// Writes a text as it is; where standard error is closed there is nobody to tell.
  static func writeText(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Whether writing to the terminal cannot stop this process, as it can in the background (`stty tostop`).
  static var isForeground: Bool {
    let group = tcgetpgrp(STDERR_FILENO)
    return group < 0 || group == getpgrp()
  }

  /// The columns of the terminal behind standard error; nil where it is none.
  static var terminalWidth: Int? {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
