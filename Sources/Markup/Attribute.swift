/// An attribute without a namespace, as a value.
package struct Attribute: Sendable, Hashable {
  /// The name, `viewBox`; `xml:lang` is the only prefixed one.
  package var name: String
  /// The value, unescaped.
  package var value: String

  /// Makes an attribute.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Makes a numeric attribute.
  package init(_ name: String, _ value: Int) { self.init(name, String(value)) }
}
