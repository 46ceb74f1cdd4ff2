import Markup
import Testing

@Suite struct ElementTests {
  private static func read(_ text: String) throws(MarkupError) -> Element {
    try Element(parsing: Array(text.utf8), name: "t.xhtml")
  }

  private static let space = "xmlns=\"http://www.w3.org/1999/xhtml\""

  @Test func aDocumentComesBackAsItWasWritten() throws {
    let page = Element.html("html", Attribute("xml:lang", "en"), Attribute("lang", "en")) {
      Element.html("p", Attribute("class", "a\"<&>")) {
        "1 < 2 & \"x\""
        " joined"
        Element.html("br")
      }
      Element.svg("svg", Attribute("viewBox", "0 0 1 1")) { Element.svg("path", Attribute("d", "M0 0")) }
    }
    let bytes = try page.document()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html"))
    var back = try Element(parsing: Array(bytes.dropFirst("<!DOCTYPE html>".utf8.count)), name: "t")
    back.children.removeAll { if case .text(let text) = $0 { text.allSatisfy(\.isWhitespace) } else { false } }
    #expect(back.text.contains("1 < 2 & \"x\" joined"))
    #expect(text.contains("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">"))
    #expect(text.components("xmlns=\"http://www.w3.org/1999/xhtml\"") == 1)
  }

  @Test func charactersThatXMLForbidsAreReplaced() throws {
    let bytes = try Element.html("p", Attribute("title", "a\u{0}b")) { "x\u{1}y\u{FFFE}z" }.document()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("x\u{FFFD}y\u{FFFD}z"))
    #expect(text.contains("a\u{FFFD}b"))
  }

  @Test(arguments: [
    (Element.html("a b<"), "'a b<' is not an element's name"),
    (Element.html("p", Attribute("on click", "x")), "'on click' is not an attribute's name"),
    (Element.html("p", Attribute("id", "a"), Attribute("id", "b")), "the attribute 'id' stands twice"),
  ])
  func namesAreChecked(element: Element, reason: String) {
    #expect(throws: MarkupError(document: "report", reason: reason)) { try element.document() }
  }

  @Test(arguments: [
    ("<p", "t.xhtml:1:3: Couldn't find end of Start Tag p line 1"),
    ("", "t.xhtml:1:1: Document is empty"),
    ("<p \(space)>&nbsp;</p>", "t.xhtml:1:47: Entity 'nbsp' not defined"),
    ("<!DOCTYPE p [<!ENTITY a \"b\">]><p \(space)>&a;</p>", "t.xhtml:1: a document type declaration is not allowed here"),
    ("<p/>", "t.xhtml:1: the element 'p' is neither XHTML nor SVG"),
    ("<m xmlns=\"http://www.w3.org/1998/Math/MathML\"/>", "t.xhtml:1: the element 'm' is neither XHTML nor SVG"),
    ("<p \(space) xmlns:x=\"u\" x:a=\"1\"/>", "t.xhtml:1: the attribute 'x:a' is not allowed"),
    ("<p \(space)>\n<b></p>", "t.xhtml:2:8: Premature end of data in tag p line 1"),
  ])
  func hostileDocumentsAreRefused(text: String, message: String) {
    let error = #expect(throws: MarkupError.self) { try Self.read(text) }
    #expect(error?.description == message)
  }

  @Test func deepAndWideDocumentsDoNotHarm() throws {
    let deep = String(repeating: "<p \(Self.space)>", count: 10_000)
    #expect(throws: MarkupError.self) { try Self.read(deep) }
    let wide = "<p \(Self.space)>" + String(repeating: "<b>x</b>", count: 20_000) + "</p>"
    #expect(try Self.read(wide).children.count == 20_000)
  }

  @Test func commentsAndInstructionsAreLeftOut() throws {
    let element = try Self.read("<?a b?><p \(Self.space)><!-- c -->t<?d e?><![CDATA[<u>]]></p>")
    #expect(element.children == [.text("t"), .text("<u>")])
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
