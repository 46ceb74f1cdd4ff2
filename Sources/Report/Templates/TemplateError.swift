/// Why a template is refused.
package struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// File, place, reason and remedy: `Slab.xhtml:4: what is wrong; how to mend it`.
  package let description: String

  /// Makes an error.
  init(_ description: String) { self.description = description }
}
