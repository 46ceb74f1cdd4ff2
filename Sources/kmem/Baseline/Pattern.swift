import Glibc
import Storage

/// A pattern of file names that no shell has taken apart, such as `nights/*.jsonl.gz`.
enum Pattern {
  /// The paths that match, sorted; stars in names of folders are not looked at.
  ///
  /// - Throws: That nothing matches.
  static func matches(_ pattern: String) throws(SessionError) -> [String] {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let place = parts.count == 1 ? "." : folder.isEmpty ? "/" : folder
    let matching = try Folder(place).names.filter { unsafe fnmatch(String(parts.last ?? ""), $0, FNM_PERIOD) == 0 }
    guard !matching.isEmpty else {
      throw SessionError("no file matches it", file: pattern, mend: "see what is there with ls \(place)")
    }
    return matching.map { parts.count == 1 ? $0 : folder + "/" + $0 }
  }
}
