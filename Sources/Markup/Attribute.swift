/// An attribute without a namespace, as a value.
public struct Attribute: Sendable, Hashable {
  /// The name, `viewBox`; `xml:lang` is the only prefixed one.
  public var name: String
  /// The value, unescaped.
  public var value: String

  /// Makes an attribute.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Makes a numeric attribute.
  public init(_ name: String, _ value: Int) { self.init(name, String(value)) }
}
