/// One element of a document, as a value: name, attributes in order, children in order.
///
/// Nothing here escapes or checks anything; the writer refuses names and characters that XML does not allow, and the
/// grammar refuses the rest.
package struct Element: Sendable, Hashable {
  /// The vocabulary of an element.
  package enum Namespace: String, Sendable, Hashable {
    /// `http://www.w3.org/1999/xhtml`
    case xhtml = "http://www.w3.org/1999/xhtml"
    /// `http://www.w3.org/2000/svg`
    case svg = "http://www.w3.org/2000/svg"
  }

  /// The vocabulary.
  package var namespace: Namespace
  /// The local name, `table`.
  package var name: String
  /// The attributes; a name appears once.
  package var attributes: [Attribute]
  /// Elements and text.
  package var children: [Node]

  /// Makes an element.
  package init(
    _ name: String, in namespace: Namespace = .xhtml, _ attributes: [Attribute] = [], children: [Node] = []
  ) {
    self.namespace = namespace
    self.name = name
    self.attributes = attributes
    self.children = children
  }

  /// The value of an attribute, or nil where the element does not have it.
  package subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

  /// All text inside, in document order.
  package var text: String {
    children.map { child in
      switch child {
      case .text(let text): text
      case .element(let element): element.text
      }
    }.joined()
  }
}
