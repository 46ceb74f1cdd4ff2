import Analysis
import Storage

/// A policy given with `--policy`.
enum PolicyFile {
  /// Reads a policy file of at most 64 KiB; without one the standard policy holds.
  static func policy(_ path: String?) throws -> Policy {
    guard let path else { return .standard }
    let bytes = try Folder.bytes(path, limit: 1 << 16)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SessionError("it is not UTF-8 text", file: path, mend: "kmem rules prints a policy file to begin with")
    }
    return try Policy(parsing: text, file: path)
  }
}
