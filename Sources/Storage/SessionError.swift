import Glibc

/// Why an input could not be read or an output not be written: what, where, and how to mend it.
package struct SessionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is, which decides the exit status.
  package enum Cause: Hashable, Sendable {
    /// The bytes are not what they should be.
    case badInput
    /// The bytes are not a session; what they are may be told by their head.
    case noSession(InputHead)
    /// The system refused to read or write; the number is errno.
    case inputOutput(errno: Int32)
  }

  /// The kind of failure.
  package var cause: Cause

  /// What is wrong, a phrase without a trailing period.
  package var what: String

  /// The file, as the user named it; nil for standard input or output.
  package var file: String?

  /// The line from 1, where it is known.
  package var line: Int?

  /// The byte of the line from 1, where it is known; only together with a line.
  package var column: Int?

  /// What the user can do, a phrase without a trailing period; nil where nothing is known to help.
  package var mend: String?

  /// Makes an error about an input's content.
  package init(_ what: String, file: String?, line: Int? = nil, column: Int? = nil, mend: String? = nil) {
    self.cause = .badInput
    self.what = what
    self.file = file
    self.line = line
    self.column = column
    self.mend = mend
  }

  /// Makes an error of any kind.
  package init(_ what: String, cause: Cause, file: String?, line: Int? = nil, column: Int? = nil, mend: String?) {
    self.cause = cause
    self.what = what
    self.file = file
    self.line = line
    self.column = column
    self.mend = mend
  }

  /// Makes an error about a failed system call: `cannot open it: No such file or directory`.
  ///
  /// - Parameters:
  ///   - action: What was tried: `open`, `read`, `write`, `rename`.
  ///   - errno: The number that the call left.
  ///   - file: The file, as the user named it.
  ///   - mend: What the user can do.
  package init(cannot action: String, errno: Int32, file: String?, mend: String? = nil) {
    self.cause = .inputOutput(errno: errno)
    self.what = "cannot \(action) it: " + SessionError.text(errno)
    self.file = file
    self.mend = mend ?? (errno == EISDIR ? "it is a folder; name a file in it" : nil)
  }

  /// `FILE:LINE:COLUMN: what; how to mend`, without the parts that are not known.
  package var description: String {
    var place = file ?? "standard input"
    if let line {
      place += ":\(line)"
      if let column { place += ":\(column)" }
    }
    return place + ": " + what + (mend.map { "; " + $0 } ?? "")
  }

  /// The exit status of a command that fails so: 2 for bad input, 74 for input and output (`EX_IOERR` of sysexits.h).
  package var exitCode: Int32 {
    switch cause {
    case .badInput, .noSession: 2
    case .inputOutput: 74
    }
  }

  private static func text(_ errno: Int32) -> String {
    guard let text = unsafe strerror(errno) else { return "error \(errno)" }
    return unsafe String(cString: text)
  }
}
