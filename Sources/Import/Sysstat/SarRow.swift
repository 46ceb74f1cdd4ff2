/// A row of sar as nearly all are: a time of day and plain numbers, read in place; all others take the long way.
struct SarRow {
  /// The time of day, milliseconds.
  let clock: Int64

  private var place: Int
  private let end: Int

  /// Reads `12:04:35` or `12:04:35 PM` at the begin of a row; nil where something else stands there.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    guard range.count > 10, bytes[range.lowerBound + 2] == 0x3a, bytes[range.lowerBound + 5] == 0x3a else { return nil }
    var numbers = (0, 0, 0)
    for offset in [0, 1, 3, 4, 6, 7] {
      let digit = Int(bytes[range.lowerBound + offset]) - 0x30
      guard (0...9).contains(digit) else { return nil }
      switch offset {
      case 0, 1: numbers.0 = numbers.0 * 10 + digit
      case 3, 4: numbers.1 = numbers.1 * 10 + digit
      default: numbers.2 = numbers.2 * 10 + digit
      }
    }
    guard numbers.0 < 24, numbers.1 < 60, numbers.2 < 61 else { return nil }
    place = range.lowerBound + 8
    end = range.upperBound
    guard bytes[place] == 0x20 else { return nil }
    if bytes[place + 1] == UInt8(ascii: "A") || bytes[place + 1] == UInt8(ascii: "P"), place + 3 < end,
      bytes[place + 2] == UInt8(ascii: "M"), bytes[place + 3] == 0x20
    {
      guard (1...12).contains(numbers.0) else { return nil }
      numbers.0 = numbers.0 % 12 + (bytes[place + 1] == UInt8(ascii: "P") ? 12 : 0)
      place += 3
    }
    clock = Int64((numbers.0 * 60 + numbers.1) * 60 + numbers.2) * 1000
  }

  /// Reads the numbers behind the time; false where they are not as many, or one of them is not plain.
  mutating func numbers(_ bytes: [UInt8], into values: inout [Double]) -> Bool {
    for index in values.indices {
      while place < end, bytes[place] == 0x20 { place += 1 }
      let first = place
      var digits: Int64 = 0
      var scale = 1.0
      var isFraction = false
      while place < end, bytes[place] != 0x20 {
        let digit = bytes[place] &- 0x30
        if digit < 10 {
          digits = digits * 10 + Int64(digit)
          if isFraction { scale *= 10 }
        } else if !isFraction, bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: ",") {
          isFraction = true
        } else {
          return false
        }
        place += 1
        guard place - first <= 15 else { return false }
      }
      guard place > first else { return false }
      // Both are exact, so that the quotient is the nearest number.
      values[index] = Double(digits) / scale
    }
    while place < end, bytes[place] == 0x20 { place += 1 }
    return place == end
  }
}
