/// Why a document could not be read, written or accepted.
package struct MarkupError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The document's name: a file name, or `report` for the page that is being written.
  package var document: String
  /// The line, from 1; nil where the error has no place.
  package var line: Int?
  /// The column, from 1; nil where libxml2 does not tell.
  package var column: Int?
  /// What is wrong, without a trailing period.
  package var reason: String

  /// Makes an error.
  package init(document: String, line: Int? = nil, column: Int? = nil, reason: String) {
    self.document = document
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// `Slab.xhtml:4:7: what is wrong`.
  package var description: String {
    ([document] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": " + reason
  }
}
