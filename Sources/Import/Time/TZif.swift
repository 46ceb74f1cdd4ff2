/// One part of a compiled zone table (RFC 8536, section 3).
struct TZif {
  /// The version of the format: 0 for the first.
  let version: Int
  /// Where the part ends in the bytes.
  let end: Int

  private let bytes: ArraySlice<UInt8>
  private let start: Int
  private let timeCount: Int
  private let typeCount: Int
  private let width: Int

  /// Reads the head of a part; nil where it is none, or where it claims more than there is.
  init?(_ bytes: ArraySlice<UInt8>, isLong: Bool = false) {
    let head = bytes.startIndex
    guard bytes.count >= 44, bytes.prefix(4).elementsEqual("TZif".utf8) else { return nil }
    func number(_ place: Int) -> Int { bytes[(head + place)..<(head + place + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let counts = [20, 24, 28, 32, 36, 40].map(number)
    guard counts.allSatisfy({ $0 <= 1 << 16 }) else { return nil }
    let digit = bytes[head + 4]
    version = digit >= 0x30 ? Int(digit) - 0x30 : 0
    width = isLong ? 8 : 4
    timeCount = counts[3]
    typeCount = counts[4]
    start = head + 44
    let size = timeCount * (width + 1) + typeCount * 6 + counts[5] + counts[2] * (width + 4) + counts[1] + counts[0]
    end = start + size
    guard end <= bytes.endIndex, typeCount > 0 else { return nil }
    self.bytes = bytes
  }

  /// The moments of the changes and the distances before and behind them, seconds; nil where the table is damaged.
  func entries() -> (changes: [Int64], offsets: [Int64])? {
    let types = start + timeCount * (width + 1)
    var distances: [Int64] = []
    var isSummer: [Bool] = []
    for type in 0..<typeCount {
      distances.append(Int64(Int32(truncatingIfNeeded: number(types + type * 6, 4))))
      isSummer.append(bytes[types + type * 6 + 4] != 0)
    }
    guard distances.allSatisfy({ abs($0) <= 93_600 }) else { return nil }
    var changes: [Int64] = []
    var offsets = [distances[isSummer.firstIndex(of: false) ?? 0]]
    for index in 0..<timeCount {
      let time =
        width == 8 ? number(start + index * 8, 8) : Int64(Int32(truncatingIfNeeded: number(start + index * 4, 4)))
      let type = Int(bytes[start + timeCount * width + index])
      // The first entry of old tables lies before all history.
      guard type < typeCount, abs(time) < 1 << 42 else { continue }
      guard changes.last.map({ $0 < time }) ?? true else { return nil }
      changes.append(time)
      offsets.append(distances[type])
    }
    return (changes, offsets)
  }

  private func number(_ place: Int, _ count: Int) -> Int64 {
    bytes[place..<(place + count)].reduce(0) { $0 << 8 | Int64($1) }
  }
}
