import Testing

@testable import Import

/// RAM in the line of `free` above a dump that has no MemTotal.
@Suite struct FreeTotalTests {
  @Test(
    arguments: [
      ("Mem:     132178760  105858612   26320148", 67_326_708, 132_178_760),
      ("Speicher:  16266816  1000  2000 0 1 2", 5000, 16_266_816),
      ("Mem:  129080 103377 25703", 67_326_708, 132_177_920),
      ("Mem:  7976 306 2337", 5000, 8_167_424), ("Mem:   125Gi  66Gi  2.1Gi", 67_326_708, 131_072_000),
      ("Mem:  15G 1G 2G", 5000, 15_728_640), ("Mem:  3,8Gi  1,0Gi  2,1Gi", 5000, 3_984_588),
      ("Mem:  90000 3 4", 132_178_760, nil), ("Mem: a b c", 1, nil), ("Memory: 5 6 7", 1, nil), ("Mem: 5 6", 1, nil),
      ("Swap: 4200444 232 4200212", 1, nil), ("Mem: 99999999999999999999 1 1", 1, nil),
    ] as [(String, Int64, Int64?)])
  func isRead(_ line: String, _ largest: Int64, _ kib: Int64?) {
    #expect(FreeTotal(line)?.kib(above: largest)?.kib == kib)
  }
}
