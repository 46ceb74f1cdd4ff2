import KernelMemory

/// Reads sample lines: the columns that are wanted, and of the rest only that the line ends as it should.
struct SampleLine {
  /// What to do with a column.
  private enum Role {
    static let skip = -1
    static let elapsed = -2
  }

  /// The sample's wall time.
  private(set) var time: Int64 = 0
  /// The time since the header's start; nil where the line has none.
  private(set) var elapsed: Int64?
  /// A value a slot.
  private(set) var values: [Int64] = []

  /// A slot, or a role, for each column after the time, up to the last one that is needed.
  private var plan: [Int] = []

  /// Prepares for lines of these columns, whose wanted ones go to the slots.
  mutating func prepare(columns: [String], slots: [String: Int], slotCount: Int) {
    var seen: Set<Int> = []
    plan = columns.dropFirst().map { name in
      if name == "elapsed" { return Role.elapsed }
      guard let slot = slots[name], seen.insert(slot).inserted else { return Role.skip }
      return slot
    }
    while plan.last == Role.skip { plan.removeLast() }
    values = [Int64](repeating: Column.absent, count: slotCount)
    elapsed = nil
  }

  /// Reads a line; false where it is none, and then nothing of it may be used.
  mutating func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var cursor = range.lowerBound
    var end = range.upperBound
    while end > cursor, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    guard end - cursor >= 2, bytes[cursor] == UInt8(ascii: "["), bytes[end - 1] == UInt8(ascii: "]") else {
      return false
    }
    end -= 1
    cursor += 1
    guard let time = SampleLine.number(bytes, &cursor, end), SessionLimits.times.contains(time) else { return false }
    self.time = time
    let plan = plan
    var elapsed: Int64?
    var row = values.mutableSpan
    for role in plan {
      guard cursor < end, bytes[cursor] == UInt8(ascii: ",") else { return false }
      cursor += 1
      guard let value = SampleLine.number(bytes, &cursor, end) else { return false }
      if role >= 0 {
        row[role] = value
      } else if role == Role.elapsed {
        guard value == Column.absent || SessionLimits.elapsed.contains(value) else { return false }
        elapsed = value == Column.absent ? nil : value
      }
    }
    self.elapsed = elapsed
    return cursor == end || bytes[cursor] == UInt8(ascii: ",")
  }

  /// Reads a number as the recorder writes it, and leaves all others to ``anyNumber(_:_:_:)``.
  ///
  /// Eight bytes at a time: what tells digits from others, and how eight digits become a number by three multiplications, is
  /// Daniel Lemire's and Wojciech Muła's (“Quickly parsing eight digits”, 2018).
  @inline(__always)
  private static func number(_ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int) -> Int64? {
    guard cursor &+ 16 <= bytes.count else { return anyNumber(bytes, &cursor, end) }
    // Checked: sixteen bytes from the cursor on are inside the buffer, though perhaps behind the line.
    let first = unsafe word(bytes, cursor)
    let count = digits(first)
    var value = number(first, count)
    var next = cursor &+ count
    if count == 8 {
      let second = unsafe word(bytes, next)
      let more = digits(second)
      value = value &* powers[more] &+ number(second, more)
      next = next &+ more
    }
    guard next <= end, count > 0, next &- cursor < 16, next == end || bytes[next] == UInt8(ascii: ",") else {
      return anyNumber(bytes, &cursor, end)
    }
    cursor = next
    return Int64(truncatingIfNeeded: value)
  }

  /// 10 to the power of 0 to 8.
  private static let powers: [UInt64] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]

  @inline(__always)
  @unsafe private static func word(_ bytes: Span<UInt8>, _ position: Int) -> UInt64 {
    let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self)
    return UInt64(littleEndian: word)
  }

  /// How many of eight bytes, the lowest first, are digits.
  @inline(__always)
  private static func digits(_ word: UInt64) -> Int {
    let distance = word ^ 0x3030_3030_3030_3030
    // A byte above 9 carries into its own top bit; no carry from a byte that is a digit reaches the next one.
    let others = ((distance & 0x7f7f_7f7f_7f7f_7f7f) &+ 0x7676_7676_7676_7676 | distance) & 0x8080_8080_8080_8080
    return others.trailingZeroBitCount >> 3
  }

  /// The number that the first digits of a word make, 0 to 8 of them.
  @inline(__always)
  private static func number(_ word: UInt64, _ count: Int) -> UInt64 {
    // A shift by 64 gives 0: no digits, the number 0.
    var pairs = (word & 0x0f0f_0f0f_0f0f_0f0f) << UInt64(64 - 8 * count)
    pairs = pairs &* 10 &+ (pairs >> 8)
    let low = (pairs & 0x0000_00ff_0000_00ff) &* 0x000f_4240_0000_0064
    let high = ((pairs >> 16) & 0x0000_00ff_0000_00ff) &* 0x0000_2710_0000_0001
    return (low &+ high) >> 32
  }

  /// Reads a number or `null` and the blanks around it; a fraction is rounded, and too many digits become the largest number.
  @inline(never)
  private static func anyNumber(_ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int) -> Int64? {
    while cursor < end, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
    guard cursor < end else { return nil }
    var isNegative = false
    var byte = bytes[cursor]
    if byte == UInt8(ascii: "n") {
      guard end - cursor >= 4, bytes[cursor + 1] == UInt8(ascii: "u"), bytes[cursor + 2] == UInt8(ascii: "l"),
        bytes[cursor + 3] == UInt8(ascii: "l")
      else { return nil }
      cursor += 4
      while cursor < end, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
      return Column.absent
    }
    if byte == UInt8(ascii: "-") {
      isNegative = true
      cursor += 1
    }
    var value: UInt64 = 0
    let first = cursor
    while cursor < end {
      byte = bytes[cursor] &- UInt8(ascii: "0")
      guard byte < 10 else { break }
      value = cursor - first < 18 ? value &* 10 &+ UInt64(byte) : UInt64(Int64.max)
      cursor += 1
    }
    guard cursor > first else { return nil }
    if cursor < end, bytes[cursor] == UInt8(ascii: ".") {
      cursor += 1
      let point = cursor
      while cursor < end, bytes[cursor] &- UInt8(ascii: "0") < 10 { cursor += 1 }
      guard cursor > point else { return nil }
      if bytes[point] >= UInt8(ascii: "5"), value < UInt64(SessionLimits.value) { value += 1 }
    }
    while cursor < end, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
    return isNegative ? -Int64(value) : Int64(value)
  }
}
