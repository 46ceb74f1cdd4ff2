import Comparison
import Glibc
import KernelMemory
import SessionFile
import Storage

/// The lines of `accepted.jsonl` in a folder of sessions: which night's levels a person accepted, and why.
///
/// It begins as no session does, and is never read as one.
enum AcceptedLevels {
  /// The file's name.
  static let name = "accepted.jsonl"

  /// The last acceptance of a folder; nil where there is none.
  ///
  /// - Throws: That a line is not what `--accept` writes.
  static func last(in folder: String) throws(SessionError) -> Acceptance? {
    let path = folder + "/" + name
    guard FileIdentity(path) != nil else { return nil }
    let lines = try Folder.bytes(path, limit: 1 << 20).split(separator: 0x0a)
    var last: Acceptance?
    for (index, line) in lines.enumerated() {
      guard let accepted = AcceptedLine(Array(line)) else {
        throw SessionError(
          "it is no acceptance", file: path, line: index + 1,
          mend: "kmem check --accept writes such lines; take this one out")
      }
      if accepted.start >= last?.start ?? .min { last = Acceptance(night: accepted.night, start: accepted.start) }
    }
    return last
  }

  /// Adds a line.
  ///
  /// - Parameters:
  ///   - tonight: The session whose levels are accepted.
  ///   - why: The reason, in the person's words.
  ///   - folder: Where.
  /// - Throws: Why the file cannot be written.
  /// - Returns: The file's path.
  static func add(_ tonight: RunSummary, why: String, in folder: String) throws(SessionError) -> String {
    let path = folder + "/" + name
    let line = JSONValue.object([
      ("accepted", .string(CivilTime(milliseconds: Int64(Glibc.time(nil)) * 1000).iso8601)),
      ("night", .string(tonight.name)),
      ("start", .integer(tonight.start)),
      ("kernel", .string(orNull: tonight.header.host.kernelRelease)),
      ("who", .string(orNull: user)),
      ("why", .string(why)),
    ]).text
    let old = FileIdentity(path) == nil ? [] : try Folder.bytes(path, limit: 1 << 20)
    var file = try OutputFile(path, overwrite: true)
    try file.write(old + (old.isEmpty || old.last == 0x0a ? [] : [0x0a]) + Array((line + "\n").utf8))
    try file.finish()
    return path
  }

  /// The name of who runs this; nil where the system does not say.
  private static var user: String? {
    guard let entry = unsafe getpwuid(getuid()), let name = unsafe entry.pointee.pw_name else { return nil }
    return unsafe String(cString: name)
  }
}
