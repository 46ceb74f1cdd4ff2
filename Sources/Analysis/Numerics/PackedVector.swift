/// Numbers in groups of four that the processor works on at once, zeros after the last.
struct PackedVector {
  /// The groups.
  var groups: [SIMD4<Double>]

  /// Takes numbers.
  init(_ values: [Double]) {
    groups = [SIMD4<Double>](repeating: .zero, count: (values.count + 3) / 4)
    let values = values.span
    var groups = groups.mutableSpan
    for group in 0..<(values.count / 4) {
      let first = 4 * group
      groups[group] = SIMD4(values[first], values[first + 1], values[first + 2], values[first + 3])
    }
    for index in (values.count / 4 * 4)..<values.count { groups[index / 4][index % 4] = values[index] }
  }

  /// Makes numbers that are 0 before a first.
  @inline(__always)
  init(_ count: Int, from first: Int, _ number: (Int) -> Double) {
    groups = [SIMD4<Double>](repeating: .zero, count: (count + 3) / 4)
    var groups = groups.mutableSpan
    for index in first..<count { groups[index >> 2][index & 3] = number(index) }
  }

  /// A number.
  subscript(index: Int) -> Double { groups[index >> 2][index & 3] }

  /// The scalar product with other numbers in groups.
  @inline(__always)
  func dot(_ other: (Int) -> SIMD4<Double>) -> Double {
    let groups = groups.span
    var (even, odd) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var group = 0
    while group + 1 < groups.count {
      even += groups[group] * other(group)
      odd += groups[group + 1] * other(group + 1)
      group += 2
    }
    if group < groups.count { even += groups[group] * other(group) }
    return (even + odd).sum()
  }
}
