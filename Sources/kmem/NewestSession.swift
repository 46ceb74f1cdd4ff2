import SessionFile
import Storage

/// The session that is meant where none is named.
enum NewestSession {
  /// Where a recorder that always runs keeps its sessions.
  static let kept = "/var/lib/kmem"

  /// The session that was last written to in the current folder, else in ``kept``; nil where neither has one.
  static var path: String? { newest(in: ".") ?? newest(in: kept) }

  private static func newest(in folder: String) -> String? {
    guard let names = try? Folder(folder).names else { return nil }
    let paths = names.filter { $0.hasSuffix(".jsonl") || $0.hasSuffix(".jsonl.gz") || $0.hasSuffix(".kmem") }
      .map { folder == "." ? $0 : folder + "/" + $0 }
    let dated = paths.compactMap { path in FileIdentity.modified(path).map { (path: path, time: $0) } }
    return dated.sorted { ($0.time, $0.path) > ($1.time, $1.path) }.first {
      (try? SessionHead.isSession($0.path)) == true
    }?.path
  }
}
