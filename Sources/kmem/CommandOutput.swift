import Capture
import Glibc
import SessionFile
import Storage

/// Opens what a command writes: the one place that decides what an output may replace.
///
/// Nothing that the command reads is ever replaced or appended to, whatever its name here, and a session only where the user said so.
struct CommandOutput {
  /// What becomes of a file that is there already.
  enum Existing {
    /// It stays, and the command fails.
    case kept
    /// It is replaced, unless it is a session.
    case replacedUnlessSession
    /// It is replaced.
    case replaced
  }

  private let existing: Existing
  private let inputs: [String]

  /// Makes the rule for a command.
  ///
  /// - Parameters:
  ///   - inputs: Everything that it reads: files, folders, `-` for standard input; nil where an option is not given.
  ///   - existing: What becomes of files that are there.
  init(inputs: [String?], existing: Existing) {
    self.inputs = inputs.compactMap(\.self)
    self.existing = existing
  }

  /// Checks a place before the work is done whose outcome goes there; `-` is standard output.
  ///
  /// - Throws: That the file must not be replaced.
  func check(_ place: String) throws(SessionError) {
    let isStandard = place == "-"
    let file = isStandard ? FileIdentity(descriptor: STDOUT_FILENO) : FileIdentity(place)
    guard let file else { return }
    if inputs.contains(where: { FileIdentity.all(argument: $0).contains(file) }) {
      throw SessionError(
        "is read by this command and must not be written to", file: isStandard ? "standard output" : place,
        mend: "choose another file with -o")
    }
    if !isStandard, existing == .replacedUnlessSession, try SessionHead.isSession(place) {
      throw SessionError("is a session", file: place, mend: "choose another file with -o, or give --overwrite")
    }
  }

  /// Opens a place for writing; `-` is standard output.
  ///
  /// - Throws: That the file must not be replaced, or why it cannot be made.
  func open(_ place: String) throws(SessionError) -> OutputFile {
    try check(place)
    // What is made from a private file is private: root's reports of sessions that only root may read.
    return try OutputFile(place, overwrite: existing != .kept, mode: FileIdentity.permissions(arguments: inputs))
  }
}
