import Markup

extension [Node] {
  /// The nodes with each `slot` element replaced by what stands for its name.
  func filling(_ content: (String) -> [Node]) -> [Node] {
    flatMap { node -> [Node] in
      guard case .element(var element) = node else { return [node] }
      if element.name == "slot" { return content(element["name"] ?? "") }
      element.children = element.children.filling(content)
      return [.element(element)]
    }
  }
}
