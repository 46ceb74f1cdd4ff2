import KernelMemory
import Testing

@Suite struct SpanExtremesTests {
  /// Every place of the least and the most in arrays of every length around those that are taken eight at a time.
  @Test(arguments: 1...40) func likeMinAndMax(count: Int) {
    let edges: [Int64] = [0, 1, -1, 1 << 31, 1 << 52, (1 << 53) + 1, 1 << 60, -(1 << 60), Column.absent]
    var seed: UInt64 = 11
    for round in 0..<200 {
      let values = (0..<count).map { _ -> Int64 in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return round % 2 == 0 ? edges[Int(seed >> 33) % edges.count] : Int64(bitPattern: seed) >> (4 + Int(seed >> 60))
      }
      let extremes = values.span.extremes()
      #expect(extremes?.least == values.min())
      #expect(extremes?.most == values.max())
    }
  }

  @Test func none() {
    #expect([Int64]().span.extremes() == nil)
  }
}
