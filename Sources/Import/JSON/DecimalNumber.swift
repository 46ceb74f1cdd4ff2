/// Numbers as tools write them: `4096`, `-0.25`, `1.7e+07`; nothing else is one.
enum DecimalNumber {
  /// The number of a text; nil for NaN, infinities, words, and what is no number as a whole.
  static func parse(_ text: ArraySlice<UInt8>) -> Double? {
    var place = text.startIndex
    var isNegative = false
    if place < text.endIndex, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") {
      isNegative = text[place] == UInt8(ascii: "-")
      place += 1
    }
    // Nearly all are whole and short, or have a few decimals.
    var digits: UInt64 = 0
    var count = 0
    var decimals = 0
    var isFraction = false
    while place < text.endIndex {
      let byte = text[place]
      if byte &- 0x30 < 10 {
        guard count < 18 else { return slow(text) }
        digits = digits * 10 + UInt64(byte &- 0x30)
        count += 1
        if isFraction { decimals += 1 }
      } else if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        return slow(text)
      }
      place += 1
    }
    guard count > 0 else { return nil }
    guard digits < 1 << 53, decimals < powers.count else { return slow(text) }
    // Both are exact, so that the quotient is the nearest number.
    let value = Double(digits) / powers[decimals]
    return isNegative ? -value : value
  }

  private static func slow(_ text: ArraySlice<UInt8>) -> Double? {
    guard text.allSatisfy({ $0 &- 0x30 < 10 || "+-.eE".utf8.contains($0) }), text.count <= 64,
      let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite
    else { return nil }
    return value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  ]
}
