/// What an element can hold.
package enum Node: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// An element.
  case element(Element)
  /// Text, unescaped.
  case text(String)

  /// Makes text.
  package init(stringLiteral value: String) { self = .text(value) }
}
