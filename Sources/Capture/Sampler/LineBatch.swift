/// Whole lines of a session in one piece of memory, each with what becomes of it where there is no room for all.
struct LineBatch: Sendable {
  /// What becomes of a line that can neither be written nor kept.
  enum Priority: Sendable {
    /// A sample: it is dropped, and counted.
    case sample
    /// Nothing that follows depends on it, or it follows from the samples that are there: it is dropped.
    case passing
    /// It says how to read what follows, or cannot be told otherwise: it is kept.
    case lasting
  }

  private struct Line {
    var end: Int
    var priority: Priority
  }

  /// The lines, each with its line feed.
  private(set) var bytes: [UInt8] = []
  private var lines: [Line] = []

  /// Makes an empty batch with room for some bytes.
  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Makes a batch of one line.
  init(_ text: String, _ priority: Priority) { append(text, priority) }

  /// Whether there is no line.
  var isEmpty: Bool { lines.isEmpty }

  /// How many lines there are.
  var count: Int { lines.count }

  /// How many of them are samples.
  var samples: Int { lines.count { $0.priority == .sample } }

  /// Forgets all lines and keeps the memory.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// Takes a line.
  mutating func append(_ text: String, _ priority: Priority) { append(priority) { $0.append(contentsOf: text.utf8) } }

  /// Takes a line that is written in place.
  mutating func append(_ priority: Priority, _ write: (inout [UInt8]) -> Void) {
    write(&bytes)
    lines.append(Line(end: bytes.count, priority: priority))
  }

  /// Takes the lines of another batch.
  mutating func append(_ other: LineBatch) {
    let shift = bytes.count
    bytes += other.bytes
    lines += other.lines.map { Line(end: $0.end + shift, priority: $0.priority) }
  }

  /// Only the lines that must be kept.
  var lasting: LineBatch {
    var kept = LineBatch()
    var start = 0
    for line in lines {
      if line.priority == .lasting { kept.append(.lasting) { $0 += bytes[start..<line.end] } }
      start = line.end
    }
    return kept
  }

  /// Forgets the lines that lie within the first bytes as a whole.
  ///
  /// - Returns: How many bytes they were.
  mutating func removeLines(within count: Int) -> Int {
    let whole = lines.firstIndex { $0.end > count } ?? lines.count
    guard whole > 0, case let length = lines[whole - 1].end else { return 0 }
    bytes.removeFirst(length)
    lines.removeFirst(whole)
    for index in lines.indices { lines[index].end -= length }
    return length
  }
}
