import Glibc
import KernelMemory
import SessionFile
package import Storage

/// Adds a user's remark to a session while it is recorded, or after.
package enum Mark {
  /// The longest text, bytes of UTF-8.
  package static let limit = 4096

  /// Appends a mark of this moment with one write.
  ///
  /// Where the session's last header is of this boot of this host, the mark carries the time since that header's start, so that a
  /// clock that was set in between does not misplace it. Else a reader places it by its wall time.
  ///
  /// - Parameters:
  ///   - text: What happened; one line.
  ///   - path: The session file; nil is the one session in the current folder that is being recorded.
  /// - Returns: The file that was marked.
  /// - Throws: Where the text is empty, too long or has control characters, or the file cannot be found, is no session, or cannot
  ///   be written.
  @discardableResult
  package static func append(text: String, to path: String?) throws(SessionError) -> String {
    let now = ClockReading.now()
    let target = if let path { path } else { try session(in: ".") }
    return try append(text: text, to: target, at: now, bootID: HostProbe.bootID)
  }

  @discardableResult
  static func append(
    text: String, to path: String, at now: ClockReading, bootID: String?
  ) throws(SessionError) -> String {
    try check(text)
    let header = try SessionPlace(path).header
    let file = try Descriptor(opening: path, O_RDWR | O_APPEND)
    let elapsed = header.host.bootID == nil || header.host.bootID != bootID ? nil : elapsed(now, header)
    var line = SessionText.event(.mark(text), time: now.wall, elapsed: elapsed)
    // Behind a torn line the mark would be lost with it.
    if try RecordingFile.isTorn(file, path, size: lseek(file.number, 0, SEEK_END)) { line = "\n" + line }
    let bytes = Array(line.utf8)
    guard let count = file.write(bytes) else { throw SessionError(cannot: "write", errno: errno, file: path) }
    guard count == bytes.count else { throw SessionError(cannot: "write", errno: ENOSPC, file: path) }
    return path
  }

  /// The one session in a folder that is being recorded.
  static func session(in folder: String) throws(SessionError) -> String {
    let prefix = folder == "." ? "" : folder + "/"
    let names = try names(in: folder)
    let found = names.filter { $0.hasSuffix(".jsonl") && RecordingFile.isRecording(prefix + $0) == true }
    guard let name = found.first else {
      throw SessionError(
        "no session in this folder is being recorded", file: folder, mend: "name the session file with --session")
    }
    guard found.count == 1 else {
      throw SessionError(
        "\(found.count) sessions in this folder are being recorded: " + found.joined(separator: ", "), file: folder,
        mend: "name one with --session")
    }
    return prefix + name
  }

  /// Milliseconds from the header's start to now, both on CLOCK_BOOTTIME; nil where the header does not say when the host booted.
  private static func elapsed(_ now: ClockReading, _ header: SessionHeader) -> Int64? {
    guard let bootTime = header.host.bootTime else { return nil }
    let elapsed = now.boot / 1_000_000 - (header.start - bootTime)
    return elapsed < 0 ? nil : elapsed
  }

  private static func check(_ text: String) throws(SessionError) {
    func wrong(_ what: String, _ mend: String) -> SessionError {
      SessionError(what, file: "the mark's text", mend: mend)
    }
    guard !text.trimmed.isEmpty else { throw wrong("is empty", "say in a few words what happened") }
    guard text.utf8.count <= limit else {
      throw wrong("is \(text.utf8.count) bytes long", "at most \(limit) are kept")
    }
    if let scalar = text.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
      throw wrong(
        "has the control character U+" + String(scalar.value + 0x10000, radix: 16, uppercase: true).dropFirst(),
        "write it on one line, without tabs and escape codes")
    }
  }

  /// The names in a folder, in the order of their bytes.
  private static func names(in folder: String) throws(SessionError) -> [String] {
    guard let directory = unsafe opendir(folder) else { throw SessionError(cannot: "open", errno: errno, file: folder) }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names.sorted()
  }
}
