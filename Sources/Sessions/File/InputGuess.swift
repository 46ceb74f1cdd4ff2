/// What an input that is no session looks like, and what to do with it instead.
struct InputGuess {
  /// The error that says so.
  let error: SessionError

  /// Looks at the first line that is not blank.
  init(_ bytes: [UInt8], _ line: LineReader.Line, of source: borrowing ByteSource) {
    let (what, mend) =
      line.isTooLong && bytes.first == UInt8(ascii: "{")
      ? ("its first line is longer than 1 MiB", "give a file that kmem record or kmem import wrote")
      : InputGuess.guess(bytes, isTorn: !line.isTerminated)
    let inside = source.isCompressed ? "gzip, but not of a session: " : "not a session: "
    error = SessionError(inside + what, file: source.name, line: line.number, column: 1, mend: mend)
  }

  /// The error for an input without any line.
  static func empty(_ source: borrowing ByteSource) -> SessionError {
    if let remark = source.remark {
      return SessionError("not a session: " + remark, file: source.name, mend: "take the file's original")
    }
    let what = source.isCompressed ? "there is nothing in the gzip file" : "it is empty"
    return SessionError("not a session: " + what, file: source.name, mend: "record one with kmem record")
  }

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
      return ("it looks like \(name)", "convert it with kmem import csv")
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
