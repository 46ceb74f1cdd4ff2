import ArgumentParser
import Import
import KernelMemory
import SessionFile
import Storage

/// A session or a part of one, as `FILE@SINCE..UNTIL`; either end may be left out.
struct SessionWindow {
  /// The file without the window.
  let path: String

  private let since: Moment?
  private let until: Moment?
  private let window: String

  /// Takes a word apart; a file of that very name is taken as it is.
  ///
  /// - Throws: What is wrong with a time, as a `ValidationError`.
  init(_ text: String) throws {
    guard FileIdentity(text) == nil, let at = text.lastIndex(of: "@"), case let tail = text[text.index(after: at)...],
      let dots = tail.firstRange(of: "..")
    else {
      (path, since, until, window) = (text, nil, nil, "")
      return
    }
    func moment(_ words: Substring) throws -> Moment? { words.isEmpty ? nil : try Moment(String(words)) }
    path = String(text[..<at])
    since = try moment(tail[..<dots.lowerBound])
    until = try moment(tail[dots.upperBound...])
    window = "@" + tail
  }

  /// Whether the whole session is meant.
  var isWhole: Bool { window.isEmpty }

  /// The file's name with the window.
  var name: String { BaselineSessions.name(path) + window }

  /// Reads it.
  ///
  /// - Throws: Why it cannot be read, or that nothing lies within the window.
  func session(_ options: ImportOptions) throws(SessionError) -> Session {
    let session = try Session(reading: try InputList([path], options).sessions, columns: isWhole ? .report : .cut)
    guard !isWhole, let end = session.times.last else { return session }
    var slice = session.slice(since: since?.milliseconds(end: end), until: until?.milliseconds(end: end))
    guard let first = slice.times.first else {
      throw SessionError(
        "no sample lies in \(window)", file: path,
        mend:
          "it goes from \(CivilTime(milliseconds: session.times[0]).iso8601) to \(CivilTime(milliseconds: end).iso8601)"
      )
    }
    // Two windows of one session are two runs: each has a start of its own.
    slice.header.start = first
    return slice
  }
}
