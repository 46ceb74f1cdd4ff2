import KernelMemory

/// Reads numbers in every form that a sample line may have.
enum OddNumber {
  /// Reads a number or `null` and the blanks around it, up to an end; nil where there is none.
  ///
  /// A fraction is rounded, and too many digits become the largest number. `null` is `Column.absent`.
  @inline(never)
  static func read(_ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int) -> Int64? {
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
