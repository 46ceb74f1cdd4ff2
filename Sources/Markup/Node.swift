/// What an element can hold.
public enum Node: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// An element.
  case element(Element)
  /// Text, unescaped.
  case text(String)

  /// Makes text.
  public init(stringLiteral value: String) { self = .text(value) }
}
