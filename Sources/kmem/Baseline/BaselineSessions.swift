import Comparison
import Import
import KernelMemory
import SessionFile
import Storage

/// The sessions that a new one is compared with, in the order in which they were recorded.
struct BaselineSessions {
  /// What they say, the oldest first.
  private(set) var runs: [RunSummary] = []

  /// From when on levels were accepted; nil where nobody accepted any.
  private(set) var acceptance: Acceptance?

  /// Where acceptances are kept: the first folder that was named; nil where none was.
  let folder: String?

  /// Reads them.
  ///
  /// - Parameters:
  ///   - names: Sessions, reports or what another tool recorded; folders of them; patterns with `*`.
  ///   - new: The session that is judged: where it lies among them it is left out.
  ///   - start: When that session began.
  ///   - options: What the user said about inputs that are imported.
  /// - Throws: Why one that was named cannot be read. What lies in a folder and cannot be read is left out, with a message.
  init(_ names: [String], without new: String, start: Int64, _ options: ImportOptions) throws(SessionError) {
    var places: [String] = []
    for name in names { places += name.contains("*") && FileIdentity(name) == nil ? try Pattern.matches(name) : [name] }
    let folder = places.first { BaselineSessions.isFolder($0) }
    self.folder = folder
    let own = FileIdentity(new)
    var files: [(path: String, isNamed: Bool)] = []
    for place in places {
      guard BaselineSessions.isFolder(place) else {
        files.append((place, true))
        continue
      }
      let listed = try Folder(place).names.filter(BaselineSessions.isSessionName)
      files += listed.map { (place + "/" + $0, false) }
      if let line = try AcceptedLevels.last(in: place) { acceptance = line }
    }
    for (path, isNamed) in files where own == nil || FileIdentity(path) != own {
      do {
        let run = RunSummary(
          try Session(reading: try InputList([path], options).sessions), name: BaselineSessions.name(path))
        // A night's report and its session are one night.
        if run.start != start, !runs.contains(where: { $0.start == run.start }) { runs.append(run) }
      } catch {
        if isNamed { throw error }
        Diagnostics.write("\(error); it was left out")
      }
    }
    runs.sort { ($0.start, $0.name) < ($1.start, $1.name) }
    guard runs.isEmpty else { return }
    throw SessionError(
      "no earlier session is there", file: names.first, mend: "--baseline takes sessions and folders with sessions")
  }

  /// A flight recorder's folder is one, too, but what is compared is a session a file.
  private static func isFolder(_ path: String) -> Bool { if case .folder = PathKind(path) { true } else { false } }

  private static func isSessionName(_ name: String) -> Bool {
    guard !name.hasPrefix("."), name != AcceptedLevels.name else { return false }
    return [".jsonl", ".jsonl.gz", ".jsonl.xz", ".kmem", ".kmem.gz", ".html"].contains { name.hasSuffix($0) }
  }

  /// A path without its folder.
  static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
