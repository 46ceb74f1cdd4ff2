import Testing

@testable import Capture

@Suite("Line batch")
struct LineBatchTests {
  private static func text(_ batch: LineBatch) -> String { String(decoding: batch.bytes, as: UTF8.self) }

  @Test("forgets whole lines from the front, and knows what is left")
  func removal() {
    for count in 0...12 {
      var batch = LineBatch("[1]\n", .sample)
      batch.append("{}\n", .lasting)
      batch.append("[22]\n", .sample)
      let expected =
        count >= 12
        ? (12, "", 0) : count >= 7 ? (7, "[22]\n", 1) : count >= 4 ? (4, "{}\n[22]\n", 1) : (0, "[1]\n{}\n[22]\n", 2)
      let removed = batch.removeLines(within: count)
      #expect((removed, Self.text(batch), batch.samples) == expected, "\(count)")
      // What is left can be forgotten in the same way.
      let rest = batch.removeLines(within: 12)
      #expect(removed + rest == 12 && batch.isEmpty && batch.bytes.isEmpty)
    }
  }

  @Test("keeps what must last, in its order, and nothing else")
  func lasting() {
    var batch = LineBatch("a\n", .lasting)
    batch.append("[1]\n", .sample)
    var more = LineBatch("gap\n", .passing)
    more.append("b\n", .lasting)
    batch.append(more)
    #expect(batch.count == 4 && batch.samples == 1)
    #expect(Self.text(batch.lasting) == "a\nb\n" && batch.lasting.count == 2)
    batch.removeAll()
    #expect(batch.isEmpty && batch.lasting.isEmpty)
  }
}
