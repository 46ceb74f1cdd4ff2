import KernelMemory

/// A whole number as people and locales write it: `16268028`, `16 268 028`, `16'268'028`, `16.268.028`.
struct GroupedNumber {
  /// The number; nil where it has one separator only, a point or a comma, which may be one of decimals.
  let value: Int64?

  /// The number as it stands there, where it has separators.
  let groups: String?

  /// The place behind it.
  let end: Int

  /// Signs between groups of digits that no decimals have: the blank and its narrow kinds, apostrophes.
  private static let certain: [[UInt8]] = [" ", "\u{a0}", "\u{202f}", "\u{2009}", "'", "\u{2019}"].map {
    Array($0.utf8)
  }
  private static let doubtful: [[UInt8]] = [[UInt8(ascii: ".")], [UInt8(ascii: ",")]]

  /// Reads the number at a place; nil where there is no digit.
  init?(_ bytes: [UInt8], at first: Int) {
    var place = GroupedNumber.digits(bytes, first)
    guard place > first else { return nil }
    var digits = Array(bytes[first..<place])
    var count = 1
    var isCertain = true
    if digits.count <= 3,
      let sign = (GroupedNumber.certain + GroupedNumber.doubtful).first(where: {
        GroupedNumber.group(bytes, place, behind: $0) != nil
      })
    {
      isCertain = GroupedNumber.certain.contains(sign)
      while let group = GroupedNumber.group(bytes, place, behind: sign) {
        digits += bytes[group]
        place = group.upperBound
        count += 1
      }
    }
    // A decimal part, or what else somebody put there.
    let whole = place
    while place + 1 < bytes.count, ",.'".utf8.contains(bytes[place]), bytes[place + 1] &- 0x30 < 10 {
      place = GroupedNumber.digits(bytes, place + 1)
    }
    let isWhole = place == whole && (count == 1 || isCertain || count > 2)
    end = place
    groups = count > 1 || place > whole ? String(decoding: bytes[first..<place], as: UTF8.self) : nil
    value = isWhole ? Int64(String(decoding: digits, as: UTF8.self)).flatMap { $0 <= Meminfo.limit ? $0 : nil } : nil
  }

  private static func digits(_ bytes: [UInt8], _ first: Int) -> Int {
    bytes[first...].firstIndex { $0 &- 0x30 >= 10 } ?? bytes.count
  }

  /// Three digits and no more behind a sign.
  private static func group(_ bytes: [UInt8], _ place: Int, behind sign: [UInt8]) -> Range<Int>? {
    guard bytes[place...].starts(with: sign) else { return nil }
    let start = place + sign.count
    return digits(bytes, min(start, bytes.count)) == start + 3 ? start..<start + 3 : nil
  }
}
