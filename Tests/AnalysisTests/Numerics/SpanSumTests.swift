import Testing

@testable import Analysis

@Suite struct SpanSumTests {
  /// Small numbers exactly; negative ones and sums beyond 64 bits as floating-point numbers would add up.
  @Test(
    arguments: [
      ([], 0), ([7], 7), ([1, 2, 3, 4, 5], 15), ([-3, 1], -2),
      ([1 << 60, 1 << 60, 1 << 60, 1 << 60, 1 << 60], 5 * 0x1p60),
      ([.min, .min], -0x1p64),
    ] as [([Int64], Double)])
  func sums(values: [Int64], sum: Double) {
    #expect(values.span.sum() == sum)
  }

  @Test func lessANumberEach() {
    let times = (0..<1000).map { 1_795_387_029_041 + Int64($0) * 1000 }
    #expect(times.span.sum(10..<13, less: times[0]) == 33_000)
    #expect(times.span.sum(0..<2, less: times[1]) == -1000)
  }
}
