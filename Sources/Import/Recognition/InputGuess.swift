import KernelMemory
import SessionFile
package import Storage

/// What an input that is no session looks like, and what to do with it instead.
struct InputGuess {
  /// What it looks like, a phrase.
  let what: String

  /// What to do with it, a phrase.
  let mend: String

  /// Looks at the first line that is not blank.
  init(_ head: InputHead) {
    (what, mend) =
      head.isTooLong && head.line.first == UInt8(ascii: "{")
      ? ("its first line is longer than 1 MiB", "give a file that kmem record or kmem import wrote")
      : InputGuess.guess(head.line, isTorn: head.isTorn)
  }

  init(line: [UInt8], isTorn: Bool) { (what, mend) = InputGuess.guess(line, isTorn: isTorn) }

  private static func guess(_ bytes: [UInt8], isTorn: Bool) -> (what: String, mend: String) {
    let head = bytes.prefix(512)
    let start = head.drop { $0 <= 0x20 }
    if head.contains(0) || head.filter({ $0 < 0x20 && ![9, 10, 13, 27].contains($0) }).count > head.count / 16
      || String(validating: head, as: UTF8.self) == nil && bytes.count <= 512
    {
      return ("it is binary", "give a file that kmem record or kmem import wrote")
    }
    let text = String(decoding: start, as: UTF8.self)
    let lower = text.lowercased()
    if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html") || lower.hasPrefix("<?xml") {
      return ("it is an HTML page", "give the session that the report was made from")
    }
    if text.hasPrefix("{") { return object(bytes, isTorn: isTorn) }
    if text.hasPrefix("[") {
      return ("it begins with a JSON array and not with a header", "the header line may have been cut off: restore it")
    }
    if InputGuess.isMeminfo(bytes) || TimeLine(Array(start)) != nil {
      return ("it looks like a dump of /proc/meminfo", "convert it with kmem import meminfo")
    }
    if let separator = [",", ";", "\t"].first(where: text.contains) {
      let name = separator == "\t" ? "tab-separated values" : "CSV"
      return (
        "it looks like \(name) without a column that a report needs",
        "say which is one: kmem import csv --column NAME=Slab"
      )
    }
    return ("the first line is not a header", "give a file that kmem record or kmem import wrote")
  }

  private static func object(_ bytes: [UInt8], isTorn: Bool) -> (what: String, mend: String) {
    switch HeaderLine.schema(bytes) {
    case nil where isTorn:
      ("its first line is cut off", "the recording was killed before its first sample: record again")
    case nil: ("its first line is not valid JSON", "give a file that kmem record or kmem import wrote")
    case .some(let schema) where schema.hasPrefix("kmem-findings"):
      ("it holds the findings of a report", "give the session that the report was made from")
    default: ("it is JSON without kmem's header", "give a file that kmem record or kmem import wrote")
    }
  }

  private static func isMeminfo(_ bytes: [UInt8]) -> Bool {
    MeminfoLine(bytes.span, 0..<bytes.count, number: 1)?.unit == .kibibytes
  }
}

extension InputKind {
  /// Why an input is refused that no format knows.
  package static func refusal(_ head: ImportHead) -> SessionError {
    guard !head.bytes.isEmpty else {
      return SessionError("it is empty", file: head.path, mend: "give what a tool wrote")
    }
    if let known = KnownRefusal.first(head) {
      return SessionError(known.what, file: head.path, line: 1, column: 1, mend: known.mend)
    }
    let line = head.bytes.split(separator: UInt8(ascii: "\n")).first { $0.contains { $0 > 0x20 } } ?? []
    let guess = InputGuess(line: Array(line), isTorn: head.isWhole)
    return SessionError(
      "it is of no format that kmem reads: " + guess.what, file: head.path, line: 1, column: 1, mend: guess.mend)
  }
}

extension SessionError {
  /// The error with what the input looks like, where it is no session; itself else.
  package var guessed: SessionError {
    guard case .noSession(let head) = cause else { return self }
    let guess = InputGuess(head)
    var error = self
    error.what = (head.isCompressed ? "gzip, but not of a session: " : "not a session: ") + guess.what
    error.mend = guess.mend
    return error
  }
}
