/// Order statistics without sorting and without a copy, linear in the number of values whatever their order.
///
/// Counts how many values fall into each of some thousand equal parts of their range, and goes on with the part that holds the rank, as
/// a radix sort from the highest digit would. Counters range over few enough numbers that one round or two do.
package enum Selection {
  /// The values among which a rank is looked for.
  private struct Part {
    /// The least number that belongs to it.
    var first: Int64
    /// The largest one less the least.
    var extent: UInt64
    /// The rank among its values.
    var rank: Int

    /// The part of a part that holds the rank, given how many values each has.
    func part(_ counts: ArraySlice<UInt32>, _ shift: UInt64) -> Part {
      var (place, rest) = (counts.startIndex, rank)
      while rest >= Int(counts[place]) {
        rest -= Int(counts[place])
        place += 1
      }
      let start = UInt64(place - counts.startIndex) &<< shift
      return Part(
        first: first &+ Int64(truncatingIfNeeded: start), extent: min(1 &<< shift - 1, extent - start), rank: rest)
    }

    /// How many of the lowest bits one round leaves undecided.
    var shift: UInt64 { UInt64(max(0, UInt64.bitWidth - extent.leadingZeroBitCount - Selection.digit)) }
  }

  /// So many bits of a value one round tells apart: two counts a part stay in the nearest cache.
  private static let digit = 12

  /// The element that would stand at `rank` if the values were sorted; nil for no values or a rank outside.
  package static func element(_ rank: Int, of values: [Int64]) -> Int64? {
    guard values.indices.contains(rank), let low = values.min(), let high = values.max() else { return nil }
    return elements((rank, rank), of: values.span, between: low, and: high).0
  }

  /// The elements that would stand at two ranks if the values were sorted.
  ///
  /// - Parameters:
  ///   - ranks: from 0 to one less than the number of values.
  ///   - values: at least one.
  ///   - low: no value is smaller.
  ///   - high: no value is larger.
  /// - Returns: One element a rank.
  package static func elements(
    _ ranks: (Int, Int), of values: Span<Int64>, between low: Int64, and high: Int64
  ) -> (Int64, Int64) {
    let extent = (high &- low).asDistance
    guard extent > 0 else { return (low, low) }
    var one = Part(first: low, extent: extent, rank: ranks.0)
    var other = Part(first: low, extent: extent, rank: ranks.1)
    let counts = tally(values, one)
    (one, other) = (one.part(counts[...], one.shift), other.part(counts[...], other.shift))
    while one.extent > 0 || other.extent > 0 {
      let counts = tally(values, one, other)
      one = one.part(counts[..<(1 << digit)], one.shift)
      other = other.part(counts[(1 << digit)...], other.shift)
    }
    return (one.first, other.first)
  }

  /// How many values fall into each part of a part that holds them all.
  private static func tally(_ values: Span<Int64>, _ whole: Part) -> [UInt32] {
    let (low, shift, parts) = (whole.first, whole.shift, 1 << digit)
    let mask = UInt64(parts - 1)
    // Neighbours are often alike: counted in one place they would wait for each other. No memory holds four thousand million values.
    var counts = [UInt32](repeating: 0, count: 2 * parts)
    // No index is larger than the mask, and the values' own are below their number.
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      unsafe values.withUnsafeBufferPointer { values in
        for index in stride(from: 1, to: values.count, by: 2) {
          let one = unsafe Int((values[index - 1] &- low).asDistance &>> shift & mask)
          let other = unsafe Int((values[index] &- low).asDistance &>> shift & mask)
          unsafe counts[one] &+= 1
          unsafe counts[parts + other] &+= 1
        }
        guard !values.count.isMultiple(of: 2) else { return }
        unsafe counts[Int((values[values.count - 1] &- low).asDistance &>> shift & mask)] &+= 1
      }
    }
    for part in 0..<parts { counts[part] &+= counts[parts + part] }
    counts.removeLast(parts)
    return counts
  }

  /// How many values fall into each part of two parts, those of the first before those of the second.
  private static func tally(_ values: Span<Int64>, _ one: Part, _ other: Part) -> [UInt32] {
    let (parts, shifts) = (1 << digit, (one.shift, other.shift))
    let mask = UInt64(parts - 1)
    var counts = [UInt32](repeating: 0, count: 2 * parts)
    // As above.
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      unsafe values.withUnsafeBufferPointer { values in
        for index in values.indices {
          let value = unsafe values[index]
          let (left, right) = ((value &- one.first).asDistance, (value &- other.first).asDistance)
          if left <= one.extent { unsafe counts[Int(left &>> shifts.0 & mask)] &+= 1 }
          if right <= other.extent { unsafe counts[parts + Int(right &>> shifts.1 & mask)] &+= 1 }
        }
      }
    }
    return counts
  }
}

extension Int64 {
  /// A difference of a larger and a smaller number that may have wrapped around, without a sign.
  fileprivate var asDistance: UInt64 { UInt64(bitPattern: self) }
}
