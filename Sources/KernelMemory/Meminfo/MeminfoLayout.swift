/// The lines of a plain text of /proc/meminfo, so that the next text of the same lines is read in place.
///
/// Most lines do not change from sample to sample: each is compared with the one before as a whole, and parsed only where it differs.
struct MeminfoLayout: Sendable {
  private struct Line {
    /// The bytes of the name and its colon.
    var prefix: Int
    /// The bytes of the line in ``text``.
    var length: Int
    /// Whether the number has the unit `kB`.
    var hasUnit: Bool
  }

  private var lines: [Line] = []

  /// The text before, or the bare names where there was none.
  private var text: [UInt8] = []

  /// Adds a line below the others.
  mutating func append(_ name: String, hasUnit: Bool) {
    let start = text.count
    text.append(contentsOf: name.utf8)
    text.append(UInt8(ascii: ":"))
    let prefix = text.count - start
    text.append(UInt8(ascii: "\n"))
    lines.append(Line(prefix: prefix, length: prefix + 1, hasUnit: hasUnit))
  }

  /// Reads the next text into the values of the text before, without allocating; false where its lines are others.
  mutating func read(_ bytes: Span<UInt8>, into values: inout [Int64]) -> Bool {
    // Taken out for the time, so that both can be used at once.
    var lines: [Line] = []
    var text: [UInt8] = []
    swap(&lines, &self.lines)
    swap(&text, &self.text)
    defer {
      swap(&lines, &self.lines)
      swap(&text, &self.text)
    }
    return unsafe bytes.withUnsafeBufferPointer { new in
      guard unsafe MeminfoLayout.read(new, after: text, &lines, into: &values) else { return false }
      text.removeAll(keepingCapacity: true)
      unsafe text.append(contentsOf: new)
      return true
    }
  }

  private static func read(
    _ new: UnsafeBufferPointer<UInt8>, after text: [UInt8], _ lines: inout [Line], into values: inout [Int64]
  ) -> Bool {
    unsafe text.withUnsafeBufferPointer { old in
      guard let newBase = new.baseAddress, let oldBase = old.baseAddress else { return false }
      var cursor = 0
      var place = 0
      for position in lines.indices {
        let line = lines[position]
        let left = new.count - cursor
        if line.length <= left, unsafe same(newBase + cursor, oldBase + place, line.length) {
          cursor += line.length
        } else {
          guard line.prefix <= left, unsafe same(newBase + cursor, oldBase + place, line.prefix) else {
            return false
          }
          var end = cursor + line.prefix
          guard let value = unsafe number(new, &end, hasUnit: line.hasUnit) else { return false }
          values[position] = value
          lines[position].length = end - cursor
          cursor = end
        }
        place += line.length
      }
      return cursor == new.count
    }
  }

  /// Whether bytes are the same, sixteen at a time; the last sixteen may overlap those before them.
  ///
  /// A line of the kernel has 28 bytes: two loads, where memcmp(3) would be a call.
  private static func same(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let (left, right) = unsafe (UnsafeRawPointer(left), UnsafeRawPointer(right))
    func differ(at place: Int) -> Bool {
      unsafe left.loadUnaligned(fromByteOffset: place, as: SIMD2<UInt64>.self)
        != right.loadUnaligned(fromByteOffset: place, as: SIMD2<UInt64>.self)
    }
    guard count >= 16 else {
      return (0..<count).allSatisfy { place in
        unsafe left.load(fromByteOffset: place, as: UInt8.self) == right.load(fromByteOffset: place, as: UInt8.self)
      }
    }
    var place = 0
    while place + 16 < count {
      if differ(at: place) { return false }
      place += 16
    }
    return !differ(at: count - 16)
  }

  /// Reads blanks, digits, the unit and the line's end; nil for anything else.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout Int, hasUnit: Bool) -> Int64? {
    let count = bytes.count
    while cursor < count, unsafe bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
    let limit = UInt64(Meminfo.limit)
    var value: UInt64 = 0
    let first = cursor
    while cursor < count, case let digit = unsafe bytes[cursor] &- UInt8(ascii: "0"), digit < 10 {
      value = value > limit ? value : value * 10 + UInt64(digit)
      cursor += 1
    }
    guard cursor > first else { return nil }
    if hasUnit {
      guard count - cursor > 3, unsafe bytes[cursor] == UInt8(ascii: " "),
        unsafe bytes[cursor + 1] == UInt8(ascii: "k"), unsafe bytes[cursor + 2] == UInt8(ascii: "B")
      else { return nil }
      cursor += 3
    }
    guard cursor < count, unsafe bytes[cursor] == UInt8(ascii: "\n") else { return nil }
    cursor += 1
    return value > limit ? Column.absent : Int64(value)
  }
}
