/// Lets elements, text, arrays, `if` and `for` stand inside an element's braces.
@resultBuilder
public enum ContentBuilder {
  /// An element.
  public static func buildExpression(_ element: Element) -> [Node] { [.element(element)] }
  /// An element that may be missing.
  public static func buildExpression(_ element: Element?) -> [Node] { element.map { [.element($0)] } ?? [] }
  /// Text.
  public static func buildExpression(_ text: String) -> [Node] { [.text(text)] }
  /// A node.
  public static func buildExpression(_ node: Node) -> [Node] { [node] }
  /// Nodes.
  public static func buildExpression(_ nodes: [Node]) -> [Node] { nodes }
  /// Elements.
  public static func buildExpression(_ elements: [Element]) -> [Node] { elements.map(Node.element) }
  /// A sequence.
  public static func buildBlock(_ parts: [Node]...) -> [Node] { parts.flatMap { $0 } }
  /// `if` without `else`.
  public static func buildOptional(_ part: [Node]?) -> [Node] { part ?? [] }
  /// `if`.
  public static func buildEither(first part: [Node]) -> [Node] { part }
  /// `else`.
  public static func buildEither(second part: [Node]) -> [Node] { part }
  /// `for`.
  public static func buildArray(_ parts: [[Node]]) -> [Node] { parts.flatMap { $0 } }
}

extension Element {
  /// An XHTML element with content: `.html("p", .class("lead")) { "Text" }`.
  public static func html(
    _ name: String, _ attributes: Attribute..., @ContentBuilder content: () -> [Node] = { [] }
  ) -> Element {
    Element(name, in: .xhtml, attributes, children: content())
  }

  /// An SVG element with content: `.svg("g", Attribute("fill", "none")) { … }`.
  public static func svg(
    _ name: String, _ attributes: Attribute..., @ContentBuilder content: () -> [Node] = { [] }
  ) -> Element {
    Element(name, in: .svg, attributes, children: content())
  }
}
