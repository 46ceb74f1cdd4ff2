extension Span<Int64> {
  /// The least and the most of values as sessions hold them; nil where there are none.
  ///
  /// Each is ``Column/absent`` or within ±2⁶⁰. The processors that the program must run on compare no pairs of whole numbers, but pairs of
  /// floating-point ones, and these are in the order of their bits as long as the sign is plus: a constant brings all values there, and
  /// only ``Column/absent`` to the other side.
  package func extremes() -> (least: Int64, most: Int64)? {
    guard count >= 8 else {
      guard !isEmpty else { return nil }
      return indices.reduce((self[0], self[0])) { (Swift.min($0.0, self[$1]), Swift.max($0.1, self[$1])) }
    }
    // Four pairs at a time need not wait for each other; those of the last eight may be looked at twice.
    return unsafe withUnsafeBufferPointer { values in
      var next = unsafe values.pairs(0)
      var (least, most) = (next, next)
      var index = 8
      while index < values.count {
        next = unsafe values.pairs(Swift.min(index, values.count &- 8))
        least.0.replace(with: next.0, where: next.0 .< least.0)
        most.0.replace(with: next.0, where: next.0 .> most.0)
        least.1.replace(with: next.1, where: next.1 .< least.1)
        most.1.replace(with: next.1, where: next.1 .> most.1)
        least.2.replace(with: next.2, where: next.2 .< least.2)
        most.2.replace(with: next.2, where: next.2 .> most.2)
        least.3.replace(with: next.3, where: next.3 .< least.3)
        most.3.replace(with: next.3, where: next.3 .> most.3)
        index &+= 8
      }
      var numbers = (least.0[0], most.0[0])
      for pair in [least.0, least.1, least.2, least.3] { numbers.0 = Swift.min(numbers.0, pair[0], pair[1]) }
      for pair in [most.0, most.1, most.2, most.3] { numbers.1 = Swift.max(numbers.1, pair[0], pair[1]) }
      return (Int64(ordered: numbers.0), Int64(ordered: numbers.1))
    }
  }
}

extension UnsafeBufferPointer<Int64> {
  typealias Pair = SIMD2<Double>

  /// Eight values from an index on that is at most the count less eight, as numbers in the same order.
  @inline(__always)
  fileprivate func pairs(_ index: Int) -> (Pair, Pair, Pair, Pair) {
    func pair(_ index: Int) -> Pair {
      let values = unsafe SIMD2(self[index], self[index &+ 1]) &+ SIMD2(repeating: Int64.order)
      return unsafe unsafeBitCast(values, to: Pair.self)
    }
    return (pair(index), pair(index &+ 2), pair(index &+ 4), pair(index &+ 6))
  }
}

extension Int64 {
  /// Half of the bits' range of positive numbers.
  fileprivate static let order: Int64 = 0x4338 << 48

  fileprivate init(ordered number: Double) { self = Int64(bitPattern: number.bitPattern) &- Int64.order }
}
