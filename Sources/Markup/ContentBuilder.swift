/// Lets elements, text, arrays, `if` and `for` stand inside an element's braces.
@resultBuilder
package enum ContentBuilder {
  /// An element.
  package static func buildExpression(_ element: Element) -> [Node] { [.element(element)] }
  /// An element that may be missing.
  package static func buildExpression(_ element: Element?) -> [Node] { element.map { [.element($0)] } ?? [] }
  /// Text.
  package static func buildExpression(_ text: String) -> [Node] { [.text(text)] }
  /// A node.
  package static func buildExpression(_ node: Node) -> [Node] { [node] }
  /// Nodes.
  package static func buildExpression(_ nodes: [Node]) -> [Node] { nodes }
  /// Elements.
  package static func buildExpression(_ elements: [Element]) -> [Node] { elements.map(Node.element) }
  /// A sequence.
  package static func buildBlock(_ parts: [Node]...) -> [Node] { parts.flatMap { $0 } }
  /// `if` without `else`.
  package static func buildOptional(_ part: [Node]?) -> [Node] { part ?? [] }
  /// `if`.
  package static func buildEither(first part: [Node]) -> [Node] { part }
  /// `else`.
  package static func buildEither(second part: [Node]) -> [Node] { part }
  /// `for`.
  package static func buildArray(_ parts: [[Node]]) -> [Node] { parts.flatMap { $0 } }
}

extension Element {
  /// An XHTML element with content: `.html("p", .class("lead")) { "Text" }`.
  package static func html(
    _ name: String, _ attributes: Attribute..., @ContentBuilder content: () -> [Node] = { [] }
  ) -> Element {
    Element(name, in: .xhtml, attributes, children: content())
  }

  /// An SVG element with content: `.svg("g", Attribute("fill", "none")) { … }`.
  package static func svg(
    _ name: String, _ attributes: Attribute..., @ContentBuilder content: () -> [Node] = { [] }
  ) -> Element {
    Element(name, in: .svg, attributes, children: content())
  }
}
