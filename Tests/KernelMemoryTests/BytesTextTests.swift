import KernelMemory
import Testing

@Suite struct BytesTextTests {
  @Test(arguments: [
    (0, "0 KiB", "±0 KiB"), (1, "1 B", "+1 B"), (1023, "1023 B", "+1023 B"), (1024, "1 KiB", "+1 KiB"),
    (12 << 10, "12 KiB", "+12 KiB"), (1536, "1.50 KiB", "+1.50 KiB"), (1_048_575, "1.00 MiB", "+1.00 MiB"),
    (151 << 20, "151 MiB", "+151 MiB"), (1_331_439_862, "1.24 GiB", "+1.24 GiB"), (-4_089_446, "-3.90 MiB", "-3.90 MiB"),
    (Int64.max, "8.00 EiB", "+8.00 EiB"), (Int64.min, "-8.00 EiB", "-8.00 EiB"),
  ] as [(Int64, String, String)])
  func oneForm(count: Int64, text: String, signed: String) {
    #expect(Bytes(count).text == text)
    #expect(Bytes(count).signedText == signed)
  }

  @Test(arguments: [
    (151_859, 151_347, "148.30 MiB", "147.80 MiB"), (100, 200, "100 KiB", "200 KiB"), (10, 1_048_576, "10 KiB", "1.00 GiB"),
    (5, 5, "5 KiB", "5 KiB"),
  ] as [(Int64, Int64, String, String)])
  func aPairShowsItsDifference(first: Int64, second: Int64, one: String, other: String) {
    let pair = Bytes.pair(Bytes(kibibytes: first), Bytes(kibibytes: second))
    #expect(pair.0 == one)
    #expect(pair.1 == other)
  }

  @Test func kilobytesAre1024BytesAndSaturate() {
    #expect(Bytes(kibibytes: 3).count == 3072)
    #expect(Bytes(kibibytes: .max).count == .max)
    #expect(Bytes(kibibytes: .min).count == .min)
    #expect((Bytes(.max) + Bytes(1)).count == .max)
    #expect((Bytes(.min) - Bytes(1)).count == .min)
  }
}
