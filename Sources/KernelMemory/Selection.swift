/// Order statistics without sorting, linear in the number of values whatever their order.
///
/// Counts how many values fall into each of some thousand equal parts of their range, and goes on with those of the part that holds
/// the rank, as a radix sort from the highest digit would. Counters range over few enough numbers that one round or two do.
public enum Selection {
  /// The element that would stand at `rank` if the values were sorted; nil for no values or a rank outside.
  public static func element(_ rank: Int, of values: [Int64]) -> Int64? {
    guard values.indices.contains(rank), let low = values.min(), let high = values.max() else { return nil }
    return elements([rank], of: values.span, between: low, and: high).first
  }

  /// The elements that would stand at some ranks if the values were sorted.
  ///
  /// - Parameters:
  ///   - ranks: from 0 to one less than the number of values.
  ///   - values: at least one.
  ///   - low: no value is smaller.
  ///   - high: no value is larger.
  /// - Returns: One element a rank.
  public static func elements(_ ranks: [Int], of values: Span<Int64>, between low: Int64, and high: Int64) -> [Int64] {
    guard low < high else { return ranks.map { _ in low } }
    // So many bits of a value one round tells apart: no more parts than values, nor than the nearest cache holds.
    let digit = min(14, max(6, Int.bitWidth - values.count.leadingZeroBitCount))
    let width = (high &- low).asDistance
    let shift = UInt64(max(0, UInt64.bitWidth - width.leadingZeroBitCount - digit))
    // No memory holds four thousand million values of a series.
    var counts = [UInt32](repeating: 0, count: Int(width >> shift) + 1)
    var tally = counts.mutableSpan
    for index in values.indices { tally[Int((values[index] &- low).asDistance >> shift)] += 1 }
    return ranks.map { rank in
      var rest = rank
      var part = 0
      while rest >= Int(counts[part]) {
        rest -= Int(counts[part])
        part += 1
      }
      let first = low &+ Int64(truncatingIfNeeded: UInt64(part) << shift)
      guard shift > 0 else { return first }
      let extent = min(1 << shift - 1, width - UInt64(part) << shift)
      var kept: [Int64] = []
      kept.reserveCapacity(Int(counts[part]))
      for index in values.indices where (values[index] &- first).asDistance <= extent { kept.append(values[index]) }
      return elements([rest], of: kept.span, between: first, and: first &+ Int64(truncatingIfNeeded: extent))[0]
    }
  }
}

extension Int64 {
  /// A difference of a larger and a smaller number that may have wrapped around, without a sign.
  fileprivate var asDistance: UInt64 { UInt64(bitPattern: self) }
}
