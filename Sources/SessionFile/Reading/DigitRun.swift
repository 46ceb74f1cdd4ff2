/// Reads numbers that are digits alone.
///
/// Eight bytes at a time: what tells digits from others, and how eight digits become a number by three multiplications, is
/// Daniel Lemire's and Wojciech Muła's (“Quickly parsing eight digits”, 2018).
enum DigitRun {
  /// Stands for "there is no digit, or there are more than fifteen".
  static let none = Int64.min

  /// Reads the digits from the cursor on and leaves the cursor behind them; where it reads none, the cursor stays.
  ///
  /// Sixteen bytes from the cursor on must be inside the buffer.
  @inline(__always)
  @unsafe static func read(_ bytes: Span<UInt8>, _ cursor: inout Int) -> Int64 {
    let first = unsafe distances(bytes, cursor)
    let others = others(first)
    guard others == 0 else {
      // The top bit of the first byte that is no digit: 7 where that is the very first.
      let bit = UInt64(truncatingIfNeeded: others.trailingZeroBitCount)
      guard bit > 7 else { return none }
      cursor &+= Int(truncatingIfNeeded: bit >> 3)
      return Int64(truncatingIfNeeded: number(first &<< (71 &- bit)))
    }
    let second = unsafe distances(bytes, cursor &+ 8)
    let more = DigitRun.others(second)
    let count = UInt64(truncatingIfNeeded: more.trailingZeroBitCount) >> 3
    guard count > 0 else {
      cursor &+= 8
      return Int64(truncatingIfNeeded: number(first))
    }
    let end = cursor &+ 8 &+ Int(truncatingIfNeeded: count)
    guard count < 8 else { return none }
    // The digits move to the end of two words that are written as one.
    let shift = 64 &- 8 &* count
    cursor = end
    let low = number(second &<< shift | first &>> (64 &- shift))
    return Int64(truncatingIfNeeded: number(first &<< shift) &* 100_000_000 &+ low)
  }

  /// How far each of eight bytes is from the digit 0; what is above 9 is no digit.
  @inline(__always)
  @unsafe private static func distances(_ bytes: Span<UInt8>, _ position: Int) -> UInt64 {
    let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self)
    return UInt64(littleEndian: word) ^ 0x3030_3030_3030_3030
  }

  /// The top bit of each byte that is no digit.
  @inline(__always)
  private static func others(_ distances: UInt64) -> UInt64 {
    // A byte above 9 carries into its own top bit; no carry from a byte that is a digit reaches the next one.
    ((distances & 0x7f7f_7f7f_7f7f_7f7f) &+ 0x7676_7676_7676_7676 | distances) & 0x8080_8080_8080_8080
  }

  /// The number that eight digits make, the first in the lowest byte; zero bytes are digits 0.
  @inline(__always)
  private static func number(_ digits: UInt64) -> UInt64 {
    let pairs = digits &* 10 &+ (digits >> 8)
    let low = (pairs & 0x0000_00ff_0000_00ff) &* 0x000f_4240_0000_0064
    let high = ((pairs >> 16) & 0x0000_00ff_0000_00ff) &* 0x0000_2710_0000_0001
    return (low &+ high) >> 32
  }
}
