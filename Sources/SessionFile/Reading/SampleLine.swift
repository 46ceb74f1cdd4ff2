import KernelMemory

/// Reads sample lines: the columns that are wanted, and of the rest only that the line ends as it should.
struct SampleLine {
  /// What a line came to.
  enum Reading {
    /// It is no sample, and nothing of it may be used.
    case none
    /// A sample as the recorder writes it: digits and commas.
    case plain
    /// A sample with blanks, `null`, a sign, a fraction or a very large number.
    case odd
  }

  /// Bytes that must lie behind a line in its buffer, for numbers are read sixteen bytes at a time.
  static let margin = 16

  /// Where in a batch the values go of each column after the time, up to the last one that is wanted.
  private var whole: [Int] = []
  /// The same up to the last one that is needed of every line.
  private var usual: [Int] = []
  private var capacity = 0
  /// As many values as a batch must have.
  private var extent = 0

  /// Prepares for lines of these columns, whose wanted ones go to the slots of a batch.
  mutating func prepare(columns: [String], slots: [String: Int], batch: SampleBatch) {
    var seen: Set<Int> = []
    capacity = batch.capacity
    let unwanted = SampleBatch.Place.unwanted * capacity
    whole = columns.dropFirst().map { name in
      if name == "elapsed" { return SampleBatch.Place.elapsed * capacity }
      guard let slot = slots[name], seen.insert(slot).inserted else { return unwanted }
      return batch.start(slot: slot)
    }
    let sparse = Set(batch.sparse.map { batch.start(slot: $0) })
    usual = whole.map { sparse.contains($0) ? unwanted : $0 }
    while whole.last == unwanted { whole.removeLast() }
    while usual.last == unwanted { usual.removeLast() }
    extent = max(whole.max() ?? 0, unwanted) + capacity
  }

  /// Reads a line into a batch's row.
  ///
  /// - Parameters:
  ///   - bytes: A buffer with ``margin`` bytes behind the line.
  ///   - range: The line, from its bracket to its bracket.
  ///   - offset: Where it begins in the input.
  ///   - values: The batch's columns.
  ///   - row: A row of the batch.
  ///   - isWhole: Whether sparse columns are read too.
  /// - Returns: What the line is; where it is no sample, the row may be written over.
  @inline(__always)
  func parse(
    _ bytes: Span<UInt8>, _ range: Range<Int>, offset: Int, _ values: inout MutableSpan<Int64>, _ row: Int,
    isWhole: Bool
  ) -> Reading {
    var cursor = range.lowerBound &+ 1
    let close = range.upperBound &- 1
    // What is unchecked below relies on this, and on the cursor's stopping at the closing bracket, which is no digit.
    guard range.lowerBound >= 0, range.count >= 2, range.upperBound <= bytes.count &- SampleLine.margin,
      row >= 0, row < capacity, values.count >= extent,
      unsafe bytes[unchecked: range.lowerBound] == UInt8(ascii: "["),
      unsafe bytes[unchecked: close] == UInt8(ascii: "]")
    else { return .none }
    var isPlain = true
    guard let time = SampleLine.number(bytes, &cursor, close, &isPlain), SessionLimits.times.contains(time) else {
      return .none
    }
    for place in isWhole ? whole : usual {
      guard cursor < close else { return .none }
      cursor &+= 1
      guard let value = SampleLine.number(bytes, &cursor, close, &isPlain) else { return .none }
      unsafe values[unchecked: place &+ row] = value
    }
    let elapsed = unsafe values[unchecked: SampleBatch.Place.elapsed &* capacity &+ row]
    guard elapsed == Column.absent || SessionLimits.elapsed.contains(elapsed) else { return .none }
    unsafe values[unchecked: SampleBatch.Place.time &* capacity &+ row] = time
    unsafe values[unchecked: SampleBatch.Place.offset &* capacity &+ row] = Int64(offset)
    return isPlain ? .plain : .odd
  }

  /// Reads a number and stops at the comma behind it, or at the bracket; nil where it is none or something else follows.
  @inline(__always)
  private static func number(_ bytes: Span<UInt8>, _ cursor: inout Int, _ close: Int, _ isPlain: inout Bool) -> Int64? {
    var next = cursor
    let value = unsafe DigitRun.read(bytes, &next)
    guard value != DigitRun.none, unsafe bytes[unchecked: next] == UInt8(ascii: ",") || next == close else {
      isPlain = false
      guard let odd = OddNumber.read(bytes, &cursor, close) else { return nil }
      return cursor == close || bytes[cursor] == UInt8(ascii: ",") ? odd : nil
    }
    cursor = next
    return value
  }
}
