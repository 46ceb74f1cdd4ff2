/// Why a document could not be read, written or accepted.
public struct MarkupError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The document's name: a file name, or `report` for the page that is being written.
  public var document: String
  /// The line, from 1; nil where the error has no place.
  public var line: Int?
  /// The column, from 1; nil where libxml2 does not tell.
  public var column: Int?
  /// What is wrong, without a trailing period.
  public var reason: String

  /// Makes an error.
  public init(document: String, line: Int? = nil, column: Int? = nil, reason: String) {
    self.document = document
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// `Slab.xhtml:4:7: what is wrong`.
  public var description: String {
    ([document] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": " + reason
  }
}
