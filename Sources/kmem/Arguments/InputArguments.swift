import ArgumentParser
import Import
import Storage

/// What a command reads: the one list of inputs that all commands share.
struct InputArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Sessions, reports, or what another tool recorded: files, plain, gzip or xz, folders, tar archives, - for standard input.",
      valueName: "input"), completion: .file())
  var names: [String] = []

  @OptionGroup var times: TimeArguments

  mutating func validate() throws {
    guard names.isEmpty else { return }
    guard let newest = NewestSession.path else {
      throw ValidationError("no session is here, nor in \(NewestSession.kept); name one, or make one with kmem record")
    }
    Diagnostics.write("\(newest): is the newest session here, and is read")
    names = [newest]
  }

  /// The inputs as sessions; what another tool recorded is imported in memory.
  ///
  /// - Throws: Why one cannot be read or imported.
  func sessions() throws(SessionError) -> [SessionInput] { try InputList(names, times.options).sessions }
}
