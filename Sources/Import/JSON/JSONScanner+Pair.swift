extension JSONScanner {
  /// Takes `[1796040986.5,"341291008"]` where both are plain numbers below 10^12 and 10^15; nil, with nothing taken, for all else.
  mutating func plainPair() -> (time: Double, value: Double)? {
    var cursor = place
    guard next(UInt8(ascii: "["), &cursor), let time = plain(&cursor), time < 1e12, next(UInt8(ascii: ","), &cursor)
    else {
      return nil
    }
    while byte(cursor) == 0x20 { cursor += 1 }
    let isQuoted = next(UInt8(ascii: "\""), &cursor)
    guard let value = plain(&cursor), !isQuoted || next(UInt8(ascii: "\""), &cursor), next(UInt8(ascii: "]"), &cursor)
    else {
      return nil
    }
    go(to: cursor)
    return (time, value)
  }

  /// Takes a comma; false where none comes next.
  mutating func takeComma() -> Bool {
    var cursor = place
    guard next(UInt8(ascii: ","), &cursor) else { return false }
    go(to: cursor)
    return true
  }

  private func next(_ wanted: UInt8, _ cursor: inout Int) -> Bool {
    guard byte(cursor) == wanted else { return false }
    cursor += 1
    return true
  }

  /// Digits, perhaps with a point among them, 15 at most.
  private func plain(_ cursor: inout Int) -> Double? {
    var digits: Int64 = 0
    var scale = 1.0
    let first = cursor
    var isFraction = false
    while cursor - first <= 16 {
      let digit = byte(cursor) &- 0x30
      if digit < 10 {
        digits = digits * 10 + Int64(digit)
        if isFraction { scale *= 10 }
      } else if digit == 0xfe, !isFraction {
        isFraction = true
      } else {
        break
      }
      cursor += 1
    }
    guard cursor > first, cursor - first <= 15 else { return nil }
    // Both are exact, so that the quotient is the nearest number.
    return Double(digits) / scale
  }
}
