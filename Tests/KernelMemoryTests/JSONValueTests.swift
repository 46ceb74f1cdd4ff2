import KernelMemory
import Testing

@Suite struct JSONValueTests {
  @Test(arguments: [
    (.null, "null"), (.bool(true), "true"), (.integer(-5), "-5"), (.number(1.5), "1.5"), (.number(.nan), "null"),
    (.number(2), "2"), (.string("a\"b\\c\n\u{1}\u{7f}é"), "\"a\\\"b\\\\c\\n\\u0001\\u007fé\""),
    (.array([.integer(1), .null]), "[1,null]"), (.object([]), "{}"),
    (.object([("b", .integer(1)), ("a", .array([]))]), "{\"b\":1,\"a\":[]}"),
  ] as [(JSONValue, String)])
  func compact(value: JSONValue, text: String) {
    #expect(value.text == text)
  }

  @Test func indented() {
    let value = JSONValue.object([("a", .array([.integer(1), .integer(2)])), ("b", .array([.object([("c", .null)])]))])
    #expect(
      value.indentedText == """
        {
          "a": [1, 2],
          "b": [
            {
              "c": null
            }
          ]
        }

        """)
  }
}
