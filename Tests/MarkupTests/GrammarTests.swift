import Markup
import Testing

@Suite struct GrammarTests {
  private static let grammar = Grammar(
    Array(
      """
      <element name="p" ns="http://www.w3.org/1999/xhtml" xmlns="http://relaxng.org/ns/structure/1.0"><optional><attribute name="id"/></optional><text/></element>
      """.utf8), name: "p.rng")

  private static func validate(_ text: String, _ grammar: Grammar = grammar) throws(MarkupError) {
    try grammar.validate(Array(text.utf8), name: "t")
  }

  @Test func accepts() throws {
    try Self.validate("<p xmlns=\"http://www.w3.org/1999/xhtml\" id=\"a\">text</p>")
    try Self.validate("<!DOCTYPE html>\n<p xmlns=\"http://www.w3.org/1999/xhtml\">text</p>")
  }

  @Test(arguments: [
    ("<p xmlns=\"http://www.w3.org/1999/xhtml\" onclick=\"a\"/>", "t:1: Invalid attribute onclick for element p"),
    ("<!DOCTYPE html>\n\n<b xmlns=\"http://www.w3.org/1999/xhtml\"/>", "t:3: Expecting element p, got b"),
    ("<p", "t:1:3: Couldn't find end of Start Tag p line 1"),
  ])
  func refuses(text: String, message: String) {
    let error = #expect(throws: MarkupError.self) { try Self.validate(text) }
    #expect(error?.description == message)
  }

  @Test func aGrammarThatIsNoneIsAnError() {
    #expect(throws: MarkupError.self) {
      try Self.validate("<p xmlns=\"u\"/>", Grammar(Array("<x/>".utf8), name: "x.rng"))
    }
  }
}
