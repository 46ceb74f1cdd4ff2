import Storage

extension LineReader {
  /// The time that a line holds; lines that begin as counters do are not looked at closely.
  func time(_ line: Line) -> TimeLine? {
    var start = line.range.lowerBound
    if line.number == 1, buffer[line.range].starts(with: [0xef, 0xbb, 0xbf]) { start += 3 }
    guard (8...128).contains(line.range.upperBound - start) else { return nil }
    if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(buffer[start]) {
      // `Sun Nov 22` and `Sun, 22 Nov`, or `Time: 1700000000`.
      let isDay = buffer[start + 3] == UInt8(ascii: " ") || buffer[start + 3] == UInt8(ascii: ",")
      let isWord = ["Time", "TIME", "Date", "DATE"].contains { buffer[start...].starts(with: $0.utf8) }
      guard isDay || isWord else { return nil }
    }
    return TimeLine(Array(buffer[start..<line.range.upperBound]))
  }

  /// Appends a line, with its line feed if it has one.
  func append(_ line: Line, to text: inout [UInt8]) {
    let isMarked = line.number == 1 && buffer[line.range].starts(with: [0xef, 0xbb, 0xbf])
    text.append(contentsOf: buffer[line.range.dropFirst(isMarked ? 3 : 0)])
    if line.isTerminated { text.append(UInt8(ascii: "\n")) }
  }
}
