import Storage

extension LineReader {
  /// Reads lines into a batch while it has room and they are samples; others, and those at the buffer's end, are left to ``next()``.
  mutating func read(_ sample: SampleLine, into batch: inout SampleBatch) {
    let (start, lines) = samples(sample, into: &batch)
    skip(to: start, lines: lines)
  }

  /// Reads such lines, and says where the next one begins and how many they were.
  private func samples(_ sample: SampleLine, into batch: inout SampleBatch) -> (start: Int, lines: Int) {
    let bytes = buffer.span
    let last = min(unread.upperBound, buffer.count - SampleLine.margin)
    let begin = offset(of: 0)
    let before = batch.count
    var start = unread.lowerBound
    var lines = 0
    batch.fill(line: number + 1) { values, row in
      guard start < last, let feed = position(of: UInt8(ascii: "\n"), in: start..<last) else { return .none }
      var end = feed
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      guard end - start <= LineReader.limit else { return .none }
      let reading = sample.parse(bytes, start..<end, offset: begin + start, &values, row, isWhole: false)
      guard reading != .none else { return .none }
      start = feed + 1
      lines += 1
      return reading
    }
    batch.complete(before..<batch.count) { values, row, place in
      let start = place - begin
      guard let end = position(of: UInt8(ascii: "\n"), in: start..<last) else { return .none }
      let range = start..<(bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)
      return sample.parse(bytes, range, offset: place, &values, row, isWhole: true)
    }
    return (start, lines)
  }

  /// Reads the current line into a batch, which has room; false where it is no sample.
  func read(_ line: Line, _ sample: SampleLine, into batch: inout SampleBatch) -> Bool {
    let text = buffer[line.range]
    let blanks = text.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    let copy = Array(text.dropLast(blanks)) + [UInt8](repeating: 0, count: SampleLine.margin)
    let bytes = copy.span
    let range = 0..<(copy.count - SampleLine.margin)
    let place = offset(of: line.range.lowerBound)
    let before = batch.count
    batch.fill(line: line.number) { values, row in
      guard row == before else { return .none }
      return sample.parse(bytes, range, offset: place, &values, row, isWhole: false)
    }
    batch.complete(before..<batch.count) { values, row, place in
      sample.parse(bytes, range, offset: place, &values, row, isWhole: true)
    }
    return batch.count > before
  }
}
