/// The gzip data inside a report, taken out of the page while it goes by.
struct PageStream: ByteStream, ~Copyable {
  private var page: HeadedStream
  private var data = EmbeddedData()
  /// What was taken out and not given yet.
  private var taken: [UInt8] = []
  private var left = 0..<0
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private var isEnd = false

  /// Reads a page up to its data.
  ///
  /// - Throws: That it is a page without any, or why it cannot be read.
  init(_ page: consuming HeadedStream, name: String?) throws(SessionError) {
    // A report says of itself that kmem wrote it.
    let isReport = String(decoding: page.first, as: UTF8.self).contains(#"name="generator" content="kmem""#)
    self.page = page
    while !data.isFound {
      try take()
      guard data.isFound || !isEnd else {
        throw SessionError(
          isReport
            ? "it is a report without its session, as --no-data leaves it" : "not a session: it is an HTML page",
          file: name, line: isReport ? nil : 1, column: isReport ? nil : 1,
          mend: "give the session that the report was made from")
      }
    }
  }

  var fileSize: Int? { page.fileSize }

  mutating func read(into buffer: inout [UInt8], at start: Int) throws(SessionError) -> Int {
    while left.isEmpty, !isEnd { try take() }
    let count = min(left.count, buffer.count - start)
    let end = left.lowerBound + count
    buffer.replaceSubrange(start..<(start + count), with: taken[left.lowerBound..<end])
    left = end..<left.upperBound
    return count
  }

  /// Reads a piece of the page and takes out what it holds of the data.
  private mutating func take() throws(SessionError) {
    let count = try page.read(into: &chunk, at: 0)
    taken = data.take(chunk[..<count])
    left = 0..<taken.count
    isEnd = count == 0 || data.isDone
  }
}
