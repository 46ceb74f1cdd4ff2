import KernelMemory
import Testing

@Suite struct SelectionTests {
  /// Every rank of many small arrays, with few and with many different values, against a sort.
  @Test(arguments: [1, 2, 3, 10, 1000]) func likeASort(range: Int64) {
    var seed: UInt64 = 7
    for count in 1...40 {
      let values = (0..<count).map { _ -> Int64 in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int64(seed >> 33) % range
      }
      let sorted = values.sorted()
      for rank in 0..<count {
        var work = values
        #expect(Selection.element(rank, of: &work) == sorted[rank])
        #expect(work.sorted() == sorted)
      }
    }
  }

  @Test func noSuchRank() {
    var values: [Int64] = [1]
    #expect(Selection.element(1, of: &values) == nil)
    #expect(Selection.element(-1, of: &values) == nil)
  }
}
