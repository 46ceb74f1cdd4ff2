import KernelMemory
import Testing

@Suite struct SelectionTests {
  /// Every rank of many small arrays, with few and with many different values, against a sort.
  @Test(arguments: [1, 2, 3, 10, 1000, 1_000_000, Int64.max]) func likeASort(range: Int64) {
    var seed: UInt64 = 7
    for count in 1...40 {
      let values = (0..<count).map { _ -> Int64 in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int64(bitPattern: seed) % range
      }
      let sorted = values.sorted()
      for rank in 0..<count {
        #expect(Selection.element(rank, of: values) == sorted[rank])
        let both = Selection.elements((rank, 0), of: values.span, between: sorted[0], and: sorted[count - 1])
        #expect(both == (sorted[rank], sorted[0]))
      }
    }
  }

  /// One far value leaves all others in one part of the range, and the farthest two do not fit a signed difference.
  @Test func farValues() {
    let values = (0..<101).map { 5000 + 4 * Int64($0) } + [Int64.max, Int64.min]
    #expect(Selection.element(51, of: values) == 5200)
    #expect(Selection.elements((0, 1), of: values.span, between: .min, and: .max) == (.min, 5000))
    #expect(Selection.elements((102, 1), of: values.span, between: .min, and: .max) == (.max, 5000))
  }

  @Test func noSuchRank() {
    #expect(Selection.element(1, of: [1]) == nil)
    #expect(Selection.element(-1, of: [1]) == nil)
    #expect(Selection.element(0, of: []) == nil)
  }
}
